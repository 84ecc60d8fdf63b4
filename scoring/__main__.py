"""``python -m scoring`` is the command ``ziping``."""

from scoring.cli.main import run

run()
