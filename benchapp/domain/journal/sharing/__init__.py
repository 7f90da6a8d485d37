"""What one journal for several computers takes: entries that come in late, and what a computer brings along."""
