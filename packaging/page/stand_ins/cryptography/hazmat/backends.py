"""See the package."""


def default_backend() -> None:
    """Return nothing: there is no backend."""
