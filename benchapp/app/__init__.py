"""What joins everything: the application and the controllers of its five rooms."""
