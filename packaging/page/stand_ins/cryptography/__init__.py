"""Stands in the page for what has no place in it: opening an encrypted PDF is refused."""
