"""What the keys of a submission are called in the forms: for messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from scoring.documents.node import as_data
from scoring.files import shipped

_FILE = "vocabulary/fields.yaml"


@cache
def field_words() -> Mapping[str, str]:
    """Return the Chinese name of each key; read only when something is wrong."""
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - only where it is needed

    words: Mapping[str, str] = as_data(parse_yaml(shipped.read_text(_FILE), _FILE))
    return words
