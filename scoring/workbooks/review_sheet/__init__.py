"""The 复核表 that evaluator and unit fill in: its layout, rounds and seals."""
