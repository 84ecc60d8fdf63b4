"""Indicator sets: declared as YAML, merged, checked, compiled into rules."""
