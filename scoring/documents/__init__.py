"""YAML and JSON as trees that know the place of every value, decoded into checked models."""
