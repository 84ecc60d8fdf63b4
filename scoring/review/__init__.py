"""One form reviewed: its own sums checked, rules applied to its facts, decisions of lists applied."""
