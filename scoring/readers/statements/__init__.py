"""Amounts stated in sentences, and the connected texts about a project or a department."""
