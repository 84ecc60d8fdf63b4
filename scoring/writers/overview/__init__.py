"""The overview page of a batch, with its charts."""
