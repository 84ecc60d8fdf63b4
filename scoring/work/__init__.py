"""Whole jobs, wired to files: library of sets, score, check, review, compare, decide, outputs."""
