"""Rules: decision tables of expressions, checked and compiled once, evaluated exactly."""
