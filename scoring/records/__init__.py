"""What travels: submissions, decisions, scorecards, findings, contents of files."""
