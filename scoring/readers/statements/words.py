"""The words of running text (``vocabulary/statements.yaml``), made into patterns once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from scoring.documents.node import as_data
from scoring.files import shipped
from scoring.readers.statements.running_text import folded

FILE: Final = "vocabulary/statements.yaml"
_SHORTEST_NAME: Final = 2
_NUMBER: Final = (
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,18}(?:\.[0-9]{1,6})?)"
)


@dataclass(frozen=True)
class Family:
    """Amounts that belong together: ``part`` is empty for all the money of a subject."""

    part: str
    budget: re.Pattern[str]
    executed: re.Pattern[str]
    rate: re.Pattern[str]


@dataclass(frozen=True)
class StatementWords:
    """Everything in the vocabulary."""

    families: tuple[Family, ...]
    settled: re.Pattern[str]
    """支出决算为 … 完成全年预算 … 的 … %, in one."""
    summaries: re.Pattern[str]
    """What stands behind the name of a project and before its 自评综述."""
    whole_subjects: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    named: tuple[re.Pattern[str], ...]
    """Sentences that name a project in their middle."""
    self_words: tuple[str, ...]
    part_words: tuple[str, ...]
    aside_words: tuple[str, ...]
    other_times: tuple[str, ...]
    project_tails: tuple[str, ...]
    pronouns: frozenset[str]
    reports: tuple[str, ...]
    titles_behind: tuple[str, ...]
    year: re.Pattern[str]

    def is_whole(self, subject: str) -> bool:
        """Tell whether a subject is a department as a whole."""
        return folded(subject) in self.whole_subjects

    def is_own(self, before: str, unit: str) -> bool:
        """Tell whether the words before an amount say that it is all of the writer's own money."""
        own = any(word in before for word in self.self_words) or (unit != "" and unit in before)
        return own and not self.is_part(before)

    def is_part(self, before: str) -> bool:
        """Tell whether the words before an amount say that it is a part of the money."""
        return any(word in before for word in self.part_words)

    def aside(self, before: str) -> frozenset[str]:
        """Return which words of a clause say that an amount is not that of those before it."""
        words = (*self.part_words, *self.aside_words)
        return frozenset(word for word in words if word in before)

    def is_of_another_time(self, before: str) -> bool:
        """Tell whether the words before an amount say that it is not this whole year's."""
        return any(word in before for word in self.other_times)

    def is_project(self, clause: str) -> bool:
        """Tell whether the words right before an amount are a project's name."""
        return clause.endswith(self.project_tails) and not any(
            clause.endswith(word) and len(clause) - len(word) < _SHORTEST_NAME
            for word in self.pronouns
        )

    def begins_part(self, text: str) -> bool:
        """Tell whether a line begins a further part of a summary."""
        line = folded(text)
        return any(line.startswith(words) for words in self.parts.values())


def _one_of(words: Iterable[str]) -> str:
    ordered = sorted(map(folded, words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered))


@cache
def statement_words() -> StatementWords:
    """Return the words that ship."""
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - only where asked for

    data: Mapping[str, Any] = as_data(parse_yaml(shipped.read_text(FILE), FILE))
    joining = f"(?:{_one_of(data['joining'])})?"
    unit = f"(?P<unit>{_one_of(data['units'])})"

    def amount(labels: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"(?:{_one_of(labels)}){joining}{_NUMBER}{unit}")

    def rate(labels: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"(?:{_one_of(labels)}){joining}{_NUMBER}(?P<unit>%)")

    settled = data["settled"]
    number = _NUMBER.removeprefix("(?P<number>").removesuffix(")")
    plain_unit = f"(?:{_one_of(data['units'])})"
    return StatementWords(
        families=tuple(
            Family(
                family.get("part", ""),
                amount(family["budget"]),
                amount(family["executed"]),
                rate(family["rate"]),
            )
            for family in data["families"]
        ),
        settled=re.compile(
            f"(?:{_one_of(settled['executed'])}){joining}(?P<executed>{number})"
            f"(?P<executed_unit>{plain_unit}),?(?:{_one_of(settled['budget'])})"
            f"(?P<budget>{number})(?P<budget_unit>{plain_unit})(?:{_one_of(settled['rate'])})"
            f"(?P<rate>{number})%"
        ),
        summaries=re.compile(f"(?:{_one_of(data['summaries'])})[:,]"),
        whole_subjects=tuple(map(folded, data["whole_subjects"])),
        parts={key: tuple(map(folded, words)) for key, words in data["parts"].items()},
        named=tuple(
            re.compile(
                f"(?:{_one_of(entry['before'])})(?P<subject>[^。;:,!?\x00]{{2,60}}?)(?:{_one_of(entry['behind'])})"
            )
            for entry in data["subjects"]
        ),
        self_words=tuple(map(folded, data["self_words"])),
        part_words=tuple(map(folded, data["part_words"])),
        aside_words=tuple(map(folded, data["aside_words"])),
        other_times=tuple(map(folded, data["other_times"])),
        project_tails=tuple(map(folded, data["project_tails"])),
        pronouns=frozenset(map(folded, data["pronouns"])),
        reports=tuple(map(folded, data["reports"])),
        titles_behind=tuple(map(folded, data["titles_behind"])),
        year=re.compile(f"(?<![0-9])(20[0-9]{{2}}){re.escape(data['year'])}"),
    )
