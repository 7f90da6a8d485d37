"""*In vivo* on screen: a dosing solution for research animals."""
