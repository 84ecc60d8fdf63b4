"""The options of ``review`` that write a part: ``--only``, and ``--sample`` with ``--seed`` and ``--by``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import click

from scoring.batch.sample import Sample
from scoring.batch.selection import OF_FORM, Selection
from scoring.work.outputs import FileNames

KEYS: Final = {
    "单位": "unit", "主管部门": "department", "项目": "project", "轮次": "round", "复核人": "people",
}  # fmt: skip
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*[%％]")
_LONGEST_LABEL: Final = 120
"""Bytes of what was asked for in the names of lists."""


def selection_of(
    only: Sequence[str], sample: str | None, seed: str | None, by: str | None
) -> Selection:
    """Return what the options ask for. Raises :class:`click.UsageError` for what they cannot mean."""
    wanted = _wanted(only)
    parts = [f"{word}={'、'.join(wanted[key])}" for word, key in KEYS.items() if key in wanted]
    drawn = None
    if sample is None:
        if seed is not None or by is not None:
            raise click.UsageError("--seed、--by 要和 --sample 一起用。")
    else:
        drawn = _sample(sample, seed, by)
        late = [word for word, key in KEYS.items() if key in wanted and key not in OF_FORM]
        if late:
            raise click.UsageError(
                f"--sample 不能和 --only {late[0]} 一起用：抽查的范围不能随复核的进度变。"
            )
        parts.append(f"抽查{sample}，种子{seed}" + (f"，按{by}" if by else ""))
    if not parts:
        return Selection()
    label = FileNames(_LONGEST_LABEL).unique("；".join(parts))
    return Selection(wanted, drawn, f"（{label}）")


def _wanted(only: Sequence[str]) -> Mapping[str, Sequence[str]]:
    wanted: dict[str, list[str]] = {}
    for given in only:
        word, sign, value = (part.strip() for part in given.replace("＝", "=").partition("="))
        if not (sign and value and word in KEYS):
            raise click.UsageError(
                f"--only “{given}”不对；写成 单位=市教育局 的样子，等号前可以是：{'、'.join(KEYS)}。"
            )
        wanted.setdefault(KEYS[word], []).append(value)
    return wanted


def _sample(share: str, seed: str | None, by: str | None) -> Sample:
    found = _SHARE.fullmatch(share.strip())
    if found is None or not 0 < Fraction(found[1]) <= 100:
        raise click.UsageError(f"--sample “{share}”不对；写成 30% 的样子，大于 0%，不超过 100%。")
    if not seed:
        raise click.UsageError(
            "--sample 要和 --seed 一起用：写一个数（如 20240301），别人用它能抽出同样的项目。"
        )
    groups = {word: KEYS[word] for word in ("单位", "主管部门")}
    if by is not None and by not in groups:
        raise click.UsageError(f"--by “{by}”不对；写 {'或 '.join(groups)}。")
    return Sample(Fraction(found[1]) / 100, seed, "" if by is None else groups[by])
