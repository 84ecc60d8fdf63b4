"""Scored submissions of a province added up: claimed against by rule, and one set against another. Pure."""
