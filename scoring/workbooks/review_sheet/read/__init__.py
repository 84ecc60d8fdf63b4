"""Sheets of a review as they came back: what stands in their cells and what was printed."""
