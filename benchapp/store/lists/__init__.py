"""Lists of compounds in files: tables, workbooks, structure files."""
