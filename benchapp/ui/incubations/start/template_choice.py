"""The templates of a new incubation: one to begin from, and a name under which what is entered is kept."""

from collections.abc import Callable

from benchapp.domain.messages import BenchError
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, LabelledField


class TemplateChoice:
    """The list of the templates, and the field and button that keep a new one.

    Args:
        prefix: First part of the object names.
        templates: The templates.
        person: Gives who works here.
        taken: Called when a template was put into the form.
        saved: Called with the name of one that was kept.
    """

    def __init__(
        self,
        prefix: str,
        templates: IncubationTemplates,
        person: Callable[[], str],
        taken: Callable[[], object],
        saved: Callable[[str], object],
    ) -> None:
        self._templates = templates
        self._person = person
        self._taken = taken
        self._saved = saved
        self.names = DropDown()
        self.names.setObjectName(f"{prefix}.templates")
        self.names.setAccessibleName(tr("Template"))
        self.names.activated.connect(self._on_chosen)
        self.name = LabelledField(tr("Name of the template"), f"{prefix}.template")
        self.name.setMinimumWidth(240)
        self.keep = push_button(tr("Save as template"), f"{prefix}.keep", self._keep)
        self.offer()

    def offer(self) -> None:
        """Offer the templates there are."""
        names = self._templates.names()
        shown = [self.names.itemText(place) for place in range(1, self.names.count())]
        if names != shown or self.names.count() == 0:
            self.names.clear()
            self.names.addItem(tr("none"), "")
            for name in names:
                self.names.addItem(name, name)

    def _on_chosen(self, _index: int) -> None:
        chosen = str(self.names.currentData() or "")
        if chosen:
            self._templates.take(chosen)
            self._taken()

    def _keep(self) -> None:
        self.name.show_problem("")
        try:
            name = self._templates.save(self.name.text(), self._person())
        except BenchError as error:
            self.name.show_problem(say_error(error))
        else:
            self.name.fill("")
            self.offer()
            self._saved(name)
