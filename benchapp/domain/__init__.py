"""Chemistry and time as values and functions: no Qt, no files, no SQL, no clock."""
