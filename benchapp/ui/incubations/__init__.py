"""The pages about incubations, Today and alarms."""
