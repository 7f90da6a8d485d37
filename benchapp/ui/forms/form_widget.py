"""What shows a form: the form computes while it is in view, and rests behind another page."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.forms.form_model import FormModel


@qt_overrides
class FormWidget(QWidget):
    """Shows a form.

    Attributes:
        shown_form: The form; None until the widget is made up.
    """

    shown_form: FormModel[object] | None = None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Compute what was put off, before it is seen."""
        if self.shown_form is not None:
            self.shown_form.come_into_view()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Pause the form until it is seen again."""
        if self.shown_form is not None:
            self.shown_form.leave_view()
        super().hideEvent(event)
