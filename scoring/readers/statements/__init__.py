"""Amounts told in sentences, and the connected texts about a project or a department."""
