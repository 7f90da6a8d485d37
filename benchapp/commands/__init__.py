"""What the command line gives without a window."""
