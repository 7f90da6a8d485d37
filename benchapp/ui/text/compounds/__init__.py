"""Words for compounds in lists, and for what the law and monographs say of their hazards."""
