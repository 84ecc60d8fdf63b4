"""Records into files that people and programs read; nothing is computed here."""
