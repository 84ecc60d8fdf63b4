"""Where the templates of forms are found: in folders given by the user first, then in the package.

A template is a workbook or a page of the user's, or a form that some ``forms.yaml`` describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scoring.documents.decode import decode
from scoring.documents.node import Node
from scoring.files.text_file import decoded, read_bytes
from scoring.problem import InputError, Place, Problem, did_you_mean
from scoring.value_class import dataclass
from scoring.words import read_tree, shipped_tree
from scoring.writers.labels import Labels

if TYPE_CHECKING:
    from scoring.writers.form.form_spec import FormSpecs, ResolvedForm
    from scoring.writers.word.page_style import PageStyle
    from scoring.writers.word.papers_file import PapersFile
    from scoring.writers.word.template import WordTemplate

FOLDER: Final = "templates"
SUFFIXES: Final = {"xlsx": ".xlsx", "html": ".html.j2"}
"""How the templates of each kind end."""
MOST_BYTES: Final = 10_000_000
"""Bytes in one template; a larger file is refused."""
_FORMS: Final = "forms.yaml"
_PAPERS: Final = "papers.yaml"
_WORD: Final = "word"
"""The folder of page styles, and of a person's own papers."""


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A template's content, and the name that people see."""

    name: str
    content: bytes = b""
    form: ResolvedForm | None = None
    """The description of a form that is laid out by the program."""
    hides_shipped: bool = False
    """It lies in a user's folder, and one of the same name comes with the program."""

    @property
    def text(self) -> str:
        """The content of a page template."""
        return decoded(self.content, self.name)


class Templates:
    """Finds templates by kind and name, and reads each once.

    ``folders`` hold ``xlsx``, ``html`` and ``forms.yaml``, for Word papers ``word`` and ``papers.yaml``.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = tuple(folders)
        self._read: dict[tuple[str, str], FormTemplate | None] = {}
        self._drawn: dict[str, WordTemplate] = {}
        self._styles: dict[str, PageStyle] = {}

    @cached_property
    def forms(self) -> FormSpecs:
        """The forms that are described, the user's before the shipped ones.

        Raises :class:`InputError` if a user's file is not as it must be.
        """
        # A run that prints nothing reads no forms.
        from scoring.writers.form.form_spec import SHIPPED_FORMS, FormSpecs  # noqa: PLC0415

        own = [path for folder in self.folders if (path := folder / _FORMS).is_file()]
        return FormSpecs([*map(read_tree, own), shipped_tree(SHIPPED_FORMS)])

    def exists(self, kind: str, name: str) -> bool:
        """Tell whether there is a template ``name`` of the ``kind`` xlsx or html."""
        return self.get(kind, name) is not None

    def get(self, kind: str, name: str) -> FormTemplate | None:
        """Return a template, or None where there is none.

        Raises :class:`InputError` if a user's file cannot be read.
        """
        if (kind, name) not in self._read:
            self._read[kind, name] = self._find(kind, name)
        return self._read[kind, name]

    def own(self) -> Iterable[tuple[Path, bool]]:
        """Yield the templates in the users' folders, with whether each hides a shipped one."""
        seen = set()
        for folder in self.folders:
            for kind in SUFFIXES:
                for path in sorted((folder / kind).glob("*")):
                    if path.is_file() and _plain(path.name) and (kind, path.name) not in seen:
                        seen.add((kind, path.name))
                        yield path, self._ships(kind, path.name)
            if (folder / _FORMS).is_file():
                own = self.forms.names(str(folder / _FORMS))
                yield folder / _FORMS, any(map(self.forms.ships, own))

    def _find(self, kind: str, name: str) -> FormTemplate | None:
        if not _plain(name):
            return None
        ships = self._ships(kind, name)
        path = next((p for f in self.folders if (p := f / kind / name).is_file()), None)
        if path is not None:
            return FormTemplate(str(path), read_bytes(path, MOST_BYTES), hides_shipped=ships)
        resolved = self.described(kind, name)
        if resolved is None:
            return None
        hides = ships and not self.forms.is_shipped(name.removesuffix(SUFFIXES[kind]))
        return FormTemplate(resolved.file, form=resolved, hides_shipped=hides)

    def described(self, kind: str, name: str) -> ResolvedForm | None:
        """Return the form that some ``forms.yaml`` describes under a template's name, if one does."""
        form = name.removesuffix(SUFFIXES[kind])
        return self.forms.resolved(form) if form != name and form in self.forms else None

    def paper(self, name: str, labels: Labels) -> WordTemplate:
        """Return the template of a Word paper: a person's ``word/‹name›.docx``, else its layout.

        It is made once. A layout of a nearer ``papers.yaml`` takes the place of one of the same name. Raises
        :class:`InputError` if there is none, or a user's file is not as it must be.
        """
        if name not in self._drawn:
            self._drawn[name] = self._paper(name, labels)
        return self._drawn[name]

    def _paper(self, name: str, labels: Labels) -> WordTemplate:
        from scoring.writers.word.marks import word_marks  # noqa: PLC0415 - few runs print Word papers
        from scoring.writers.word.template import described_template, own_template  # noqa: PLC0415

        marks = word_marks(labels)
        path = self._nearest(f"{_WORD}/{name}.docx")
        if path is not None:
            return own_template(str(path), read_bytes(path, MOST_BYTES), marks)
        for file, papers in self._papers:
            if name in papers.papers:
                paper = papers.papers[name]
                return described_template(file, paper, self.page_style(paper.style), marks)
        raise _no_such(f"{FOLDER}/{_PAPERS}", name, self.papers)

    @property
    def papers(self) -> tuple[str, ...]:
        """The names of the Word papers that some ``papers.yaml`` describes."""
        return tuple(dict.fromkeys(name for _, file in self._papers for name in file.papers))

    def page_style(self, name: str) -> PageStyle:
        """Return how the pages of a Word paper look: a user's ``word/‹name›.yaml``, else the shipped one."""
        from scoring.files import shipped  # noqa: PLC0415
        from scoring.writers.word.page_style import PageStyle  # noqa: PLC0415

        if name not in self._styles:
            file = f"{_WORD}/{name}.yaml"
            path = self._nearest(file)
            if path is None and not (_plain(name) and shipped.exists(f"{FOLDER}/{file}")):
                raise _no_such(f"{FOLDER}/{file}", name, ())
            tree = shipped_tree(f"{FOLDER}/{file}") if path is None else read_tree(path)
            self._styles[name] = decode(PageStyle, tree)
        return self._styles[name]

    @cached_property
    def _papers(self) -> tuple[tuple[str, PapersFile], ...]:
        """The files that describe Word papers, the user's before the shipped one."""
        from scoring.writers.word.papers_file import SHIPPED_PAPERS, PapersFile  # noqa: PLC0415

        own = [path for folder in self.folders if (path := folder / _PAPERS).is_file()]
        trees: list[Node] = [*map(read_tree, own), shipped_tree(SHIPPED_PAPERS)]
        return tuple((tree.place.file, decode(PapersFile, tree)) for tree in trees)

    def _nearest(self, file: str) -> Path | None:
        """Return a user's file of that name, the nearest one; None if there is none."""
        if not all(map(_plain, file.split("/"))):
            return None
        return next((path for folder in self.folders if (path := folder / file).is_file()), None)

    def _ships(self, kind: str, name: str) -> bool:
        return self.forms.ships(name.removesuffix(SUFFIXES[kind]))


def _plain(name: str) -> bool:
    """Tell whether ``name`` is a file's name and no way into another folder."""
    return not set(name) & set('/\\:*?"<>|') and not name.startswith((".", "~$")) and bool(name)


def _no_such(file: str, name: str, known: Sequence[str]) -> InputError:
    hint = did_you_mean(name, known) or (f"可用的有：{'、'.join(known)}。" if known else "")
    return InputError([Problem("no-paper", f"没有“{name}”这种版式", Place(file), hint)])
