"""The card of a running incubation, and what opens under it."""
