"""Submission + indicator set -> scorecard. Pure: no files, clock, network, globals or logging."""
