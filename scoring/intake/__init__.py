"""Any file in: which reader takes it, and what it holds."""
