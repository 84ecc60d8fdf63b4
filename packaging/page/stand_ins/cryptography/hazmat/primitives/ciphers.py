"""See the package."""

from __future__ import annotations

from typing import Any


class EncryptionNotSupported(Exception):
    """An encrypted PDF cannot be opened in the page."""


class Cipher:
    """Refuses to be made."""

    def __init__(self, *_parts: Any, **_named: Any) -> None:
        raise EncryptionNotSupported


class _Anything:
    def __getattr__(self, _name: str) -> Any:
        return lambda *_parts: None


algorithms = _Anything()
modes = _Anything()
