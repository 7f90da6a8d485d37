"""Language, and every text of the screen."""
