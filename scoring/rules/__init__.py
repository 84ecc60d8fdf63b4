"""A rule is a decision table of expressions, checked and compiled once, evaluated exactly."""
