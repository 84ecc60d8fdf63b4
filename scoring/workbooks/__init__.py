"""Workbooks that people fill in and that come back: layout, plan, write and read of each."""
