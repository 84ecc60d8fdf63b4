"""What classes of differences are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from scoring.exact import plain


def class_names(edges: Sequence[Fraction], words: Mapping[str, str]) -> list[str]:
    """Name the classes between two edges, rising; 0 is one by itself."""
    names = [plain(edge) for edge in edges]
    classes = [words["under"].format(to=names[0])]
    for low, high in pairwise(names):
        if low == "0":
            classes.append(words["zero"])
        classes.append(words["between"].format(**{"from": low, "to": high}))
    return [*classes, words["over"].format(**{"from": names[-1]})]
