"""Targets and actuals as people write them: read by a grammar of words, compared exactly."""
