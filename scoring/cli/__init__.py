"""The command ``ziping``."""
