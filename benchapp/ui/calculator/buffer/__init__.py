"""*Buffer or medium* on screen: the recipe, its parts, and the bottles they come from."""
