"""Folders under review: walked, read, kept, recognised, reviewed, written, resumed."""
