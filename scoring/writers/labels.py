"""The words of the outputs (``vocabulary/labels.yaml``): no wording stands in a writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from scoring.problem import InputError, Place, Problem

SCHEMA = "ziping/labels/1"


@dataclass(frozen=True, eq=False)
class Labels:
    """Words by group and key. Compared by identity, so that layouts can be kept per vocabulary."""

    groups: Mapping[str, Mapping[str, str]]
    placeholders: Mapping[str, Mapping[str, str]]
    """Per group of placeholders, the name in a template and the field it stands for."""
    groups_of_rows: Mapping[str, str]
    """The first half of a placeholder (``指标`` in ``指标.得分``) and its group."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """The words for ``every_none``, ``every_some`` and ``join``."""

    def word(self, group: str, key: str) -> str:
        """Return the word for ``key``; a key without one is printed as it is, never dropped."""
        return self.groups.get(group, {}).get(key, key)

    def pattern(self, name: str, /, **values: object) -> str:
        """Return the sentence ``name`` with ``values`` put in."""
        return self.groups["patterns"][name].format(**values)

    @staticmethod
    def parse(text: str, name: str = "vocabulary/labels.yaml") -> Labels:
        """Read the vocabulary's text. Raises :class:`InputError` when it is not one."""
        try:
            data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
            raise _refused(place, "不是可读的 YAML 文件") from error
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise _refused(Place(name), f"不是词表(schema 应为 {SCHEMA})")
        placeholders = data.pop("placeholders", {})
        marks = {k: str(v) for k, v in placeholders.items() if not isinstance(v, dict)}
        tables = {k: _texts(v) for k, v in placeholders.items() if isinstance(v, dict)}
        groups = {k: _texts(v) for k, v in data.items() if isinstance(v, dict)}
        return Labels(groups, tables, tables.pop("groups", {}), marks)


def _texts(table: Mapping[object, object]) -> dict[str, str]:
    return {str(key): str(value) for key, value in table.items()}


def _refused(place: Place, message: str) -> InputError:
    hint = "请检查该文件,或改用随程序提供的 vocabulary/labels.yaml。"
    return InputError([Problem("labels", message, place, hint)])
