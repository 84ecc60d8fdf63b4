"""The lists over a batch: findings, proposed matches, what was read."""
