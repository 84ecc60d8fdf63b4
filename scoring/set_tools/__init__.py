"""Tools for keepers of sets: check, worked examples, a set in words, what two differ in."""
