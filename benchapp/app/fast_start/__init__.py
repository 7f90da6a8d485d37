"""What makes a start faster."""
