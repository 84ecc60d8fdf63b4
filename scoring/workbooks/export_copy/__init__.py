"""A copy of a form that a system exported, with the results filled in."""
