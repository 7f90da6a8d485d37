"""What happens before there is a window: the journal, the units and the language, and the report of a crash."""
