"""What the first window needs without Qt.

It is imported before PySide6, while another thread loads Qt's libraries, and because PySide6 looks through the source
of every module imported after it.
"""
