"""What is told of an incubation afterwards: its report, how it was done, and what was in its wells."""
