"""What leaves the program on paper: sheets, reports and signs, laid out in pages."""
