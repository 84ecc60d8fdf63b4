"""Indicator sets: YAML files that are merged, checked and compiled into rules."""
