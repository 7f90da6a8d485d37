"""What differs by operating system, behind protocols that the presenters declare."""
