"""Many submissions scored by the shapes of their rows, each outcome equal to that of the engine. Pure."""
