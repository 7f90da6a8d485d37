"""What a lab has whatever the compound: pipettes, plates, solvents, its rules and working hours."""
