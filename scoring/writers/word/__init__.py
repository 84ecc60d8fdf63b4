"""Papers as Word documents: drawn from their layout or a person's own, filled, and read back."""
