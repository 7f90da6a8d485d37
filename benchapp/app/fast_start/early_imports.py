"""What the first window needs without Qt.

It is imported before PySide6, while another thread loads Qt's libraries, and because PySide6 looks through the source
of every module imported after it.
"""

# ruff: noqa: F401 (each is imported for those that come after)

import benchapp.base.clock
import benchapp.base.paths
import benchapp.store.installation
import benchapp.store.journal.anchors
import benchapp.store.journal.snapshot
import benchapp.store.library.library
import benchapp.store.settings
import benchapp.system.clocks
import benchapp.ui.text.compound_texts
