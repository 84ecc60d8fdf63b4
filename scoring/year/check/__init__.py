"""A year's forms, targets, record and papers compared with each other, also where a person edited."""
