"""*Count cells* on screen: the chamber, the counter that is tapped, and the way to *Seed cells*."""
