"""What every layer may use: clock, ids, folders."""
