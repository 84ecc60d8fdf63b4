"""What the page and its engine say to each other: the body and the answer of every operation."""
