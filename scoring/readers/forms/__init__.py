"""Self-evaluation forms in a book, found by their labels and made submissions."""
