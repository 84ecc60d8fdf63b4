"""The words in which a set is told: ``vocabulary/set_words.yaml`` and those of the outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml

from scoring.files import shipped

FILE: Final = "vocabulary/set_words.yaml"
LABELS: Final = "vocabulary/labels.yaml"


@dataclass(frozen=True, eq=False)
class Words:
    """Words by group and key; the sentences stand in the group ``patterns``."""

    groups: Mapping[str, Mapping[str, str]]

    def word(self, group: str, key: str) -> str:
        """Return the word for ``key``; a key without one is told as it is, never dropped."""
        return self.groups.get(group, {}).get(key, key)

    def say(self, name: str, /, **values: object) -> str:
        """Return the sentence ``name`` with ``values`` put in."""
        return self.groups["patterns"][name].format(**values)


@cache
def set_words() -> Words:
    """Return the shipped words."""
    labels = _groups(LABELS)
    groups = {name: labels[name] for name in ("rules", "standings", "applies_to", "input_types")}
    return Words({**groups, **_groups(FILE)})


def _groups(name: str) -> dict[str, dict[str, str]]:
    data: dict[str, Any] = yaml.load(
        shipped.read_text(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return {
        group: {str(key): str(value) for key, value in words.items()}
        for group, words in data.items()
        if isinstance(words, dict)
    }
