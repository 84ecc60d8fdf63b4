"""One file that is made of a year: where it stands, what it depends on, what it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.files.digests import joint_digest
from scoring.records.papers import PaperView
from scoring.year.paper_prints import PaperPrint, prints_of

Written = Mapping[str, Sequence[str]]
"""By the block's id: the paragraphs that a person left in a paper of the folder, marks included."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file of the year, not rendered yet."""

    file: str
    """Relative to the folder, with ``/``."""
    title: str
    """What people call it; of a secret project nothing that names it."""
    key: str
    """The digest of everything that it is made of."""
    render: Callable[[], bytes]
    view: PaperView | None = None
    """None of a form, which is printed from its result."""
    prints: tuple[PaperPrint, ...] = ()
    written: Written = field(default_factory=dict)
    """The texts of a person that it takes over from the file that stands there."""
    is_secret: bool = False
    """Whether nothing of what it prints may be kept in lists."""
    is_public: bool = False
    is_internal: bool = False
    """Whether it is only made where somebody asks for what stays in the house."""


def of_view(
    file: str,
    title: str,
    view: PaperView,
    render: Callable[[], bytes],
    *,
    layout: str,
    written: Written | None = None,
    is_secret: bool = False,
    is_public: bool = False,
    is_internal: bool = False,
) -> PaperFile:
    """Return the file of a view; ``layout`` stands for how it looks: the digest of its template."""
    return PaperFile(
        file=file, title=title, key=joint_digest(layout, repr(view)), render=render, view=view,
        prints=tuple(prints_of(view)), written=written or {}, is_secret=is_secret,
        is_public=is_public, is_internal=is_internal,
    )  # fmt: skip
