"""A department's year: the register of its figures, sentences, tables and papers, computed purely."""
