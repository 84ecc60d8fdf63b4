"""Indicator sets told in words: what ``sets show``, ``sets diff`` and docs/indicator-sets.md print."""
