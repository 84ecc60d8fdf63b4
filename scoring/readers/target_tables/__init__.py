"""Approved 绩效目标表: what was set as a target, found in any book."""
