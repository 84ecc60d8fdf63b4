"""Results as files: which templates print them, how the files are called, written whole."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from scoring.problem import InputError, Place, Problem
from scoring.records.result import Result
from scoring.value_class import dataclass
from scoring.work.library import Library
from scoring.work.set_files import SUFFIX
from scoring.work.templates import FOLDER, SUFFIXES, FormTemplate

if TYPE_CHECKING:
    from scoring.writers.form.form_design import FormDesign
    from scoring.writers.form.form_layout import FormLayout
    from scoring.writers.form.form_spec import ResolvedForm

FORMATS: Final = ("xlsx", "html", "json")
ALL_FORMATS: Final = (*FORMATS, "pdf", "docx")
TEMPLATES: Final = {"xlsx": "project.xlsx", "html": "project.html.j2"}
"""By kind, the template that prints a set which names none; Word documents have that of workbooks."""
_EXPLANATIONS: Final = {"xlsx": "explanation.xlsx", "html": "explanation.html.j2"}
"""By kind, the template of the 评分说明."""
_PLAIN_PAGES: Final = "内部"
"""The page style whose fonts and usual paragraphs a form in Word has."""
_FORBIDDEN: Final = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+'
)
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_LONGEST_NAME: Final = 60
R = TypeVar("R", bound=Result)


class FileNames:
    """Names of files that every system accepts and no other output of the run has."""

    def __init__(self, most_bytes: int | None = None) -> None:
        """``most_bytes`` is how many bytes of UTF-8 a name may take, without its suffix."""
        self._most_bytes = most_bytes
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        """By name, the number that the last output of that name got."""

    def unique(self, title: str) -> str:
        """Return the name for a title; a second one of the same title gets a number."""
        if self._most_bytes is not None:
            whole = unicodedata.normalize("NFC", title).encode("utf-8", "replace")
            title = whole[: self._most_bytes].decode("utf-8", "ignore")
        name = _FORBIDDEN.sub("_", title).strip(" .")[:_LONGEST_NAME].strip(" .") or "自评表"
        if _RESERVED.fullmatch(name.split(".")[0]):
            name = f"_{name}"
        unique, number = name, self._numbers.get(name, 1)
        while unique.casefold() in self._taken:
            number += 1
            unique = f"{name}-{number}"
        self._numbers[name] = number
        self._taken.add(unique.casefold())
        return unique

    def of_file(self, stem: str, results: Iterable[R]) -> Iterator[tuple[str, R]]:
        """Yield the results of an input file, each with the name of its outputs.

        They are called after the input (``stem``); where it holds several submissions, each adds its
        title, or its number if it is secret. ``results`` are taken one by one.
        """
        several, results = is_several(results)
        for number, result in enumerate(results, 1):
            own = str(number) if result.submission.secret else result.submission.title
            yield self.unique(f"{stem}-{own}" if several else stem), result


def is_several(results: Iterable[R]) -> tuple[bool, Iterator[R]]:
    """Tell whether there are two or more, and return them all, still taken one by one."""
    rest = iter(results)
    first = list(islice(rest, 2))
    return len(first) > 1, chain(first, rest)


def write_new(path: Path, content: bytes, *, force: bool, hint: str = "") -> None:
    """Write a file; over one that holds something else only with ``force``.

    ``hint`` says what that may be. Raises :class:`InputError` if it may not, or cannot, be written.
    """
    from scoring.files.atomic import write_whole  # noqa: PLC0415

    try:
        is_other = path.exists() and not (path.is_file() and path.read_bytes() == content)
    except OSError:
        is_other = True
    if is_other and not force:
        hint += "请用 -o 换一个文件名；确实不要了，加 --force 覆盖。"
        problem = Problem("output-exists", "这个文件已经有了，没有覆盖", Place(str(path)), hint)
        raise InputError([problem])
    write_whole(path, content)


class ProtectedFiles:
    """The files of a run, over which nothing is ever written."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = {_on_disk(path) for path in paths}

    def spare(self, outputs: Iterable[Path]) -> None:
        """Raise :class:`InputError` if an output would be written over one of them."""
        problems = [
            Problem(
                "output-is-input", "不能写入：它是这次运行的申报文件，写入会把它盖掉",
                Place(str(path)), "请用 -o 换一个输出文件夹，或给申报文件改名。",
            )
            for path in outputs
            if _on_disk(path) in self._paths
        ]  # fmt: skip
        if problems:
            raise InputError(problems)


def _on_disk(path: Path) -> str:
    """Return the key of a path on a disk that may tell neither case nor composed characters apart."""
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


@dataclass(frozen=True, slots=True)
class ExtraFile:
    """A file written beside the forms: which of the labels' file names it gets, and its suffix."""

    what: str
    suffix: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Paper:
    """One file about a result: its path, which of the labels' file names it has, and its format."""

    path: Path
    what: str
    kind: str
    result: Result


class Outputs:
    """Prints results in the formats that were asked for.

    ``inputs`` are the files of the run, over which nothing is ever written.
    """

    def __init__(
        self, library: Library, formats: Sequence[str], inputs: Iterable[Path] = ()
    ) -> None:
        self.library = library
        self.formats = tuple(formats)
        self.labels = library.labels
        self._inputs = ProtectedFiles(inputs)
        self._names = FileNames()
        self.hiding: dict[str, None] = {}
        """Templates of the user's that were used in place of shipped ones, in order."""
        self.lost: dict[str, None] = {}
        """What could not be taken over from workbooks of the user's, each with its place."""
        self._to_print: list[dict[Path, bytes]] = []
        """For each input file, the workbooks that become PDF files, by the paths of these."""

    def render(self, result: Result, kind: str, form: str = "") -> bytes:
        """Return the form, or the data, of one result in one format.

        ``form`` is the described form that prints it, in place of that of its set.
        Raises :class:`InputError` if the set's template does not exist or is faulty.
        """
        # Each writer is imported when it is first needed: a run that prints JSON loads no workbook.
        if kind == "json":
            from scoring.writers.scorecard_json import to_json  # noqa: PLC0415

            return to_json(result)
        template = self._named(form, kind) if form else self._of_set(result, kind)
        if kind == "docx":
            return self._document(result, template)
        if kind == "xlsx":
            from scoring.writers.form.form_xlsx import render_form  # noqa: PLC0415

            return render_form(result, self._layout(template), self.labels)
        from scoring.writers.form.form_page import render_form_page  # noqa: PLC0415

        if template.form is None:
            from scoring.writers.form.own_page import whole_own_page  # noqa: PLC0415

            return whole_own_page(result, template.text, self.labels, template.name)
        return render_form_page(result, self._design(template.form), self.labels)

    def explain(self, result: Result, kind: str) -> bytes:
        """Return the 评分说明 of one result, as a workbook or a page.

        Raises :class:`InputError` if its template is faulty.
        """
        template = self._template(kind, _EXPLANATIONS[_template_kind(kind)])
        assert template is not None
        form = self._of_set(result, kind)
        if kind == "docx":
            return self._document(result, template, shows_texts=self._layout(form).has_texts)
        if kind == "xlsx":
            from scoring.writers.form.form_xlsx import render_form  # noqa: PLC0415

            shows_texts = self._layout(form).has_texts
            return render_form(result, self._layout(template), self.labels, shows_texts=shows_texts)
        from scoring.writers.form.form_page import render_explanation  # noqa: PLC0415

        if template.form is None:
            from scoring.writers.form.own_page import whole_own_page  # noqa: PLC0415

            return whole_own_page(result, template.text, self.labels, template.name, explains=True)
        shows_texts = form.form is None or self._design(form.form).shows_texts
        return render_explanation(result, self.labels, shows_texts=shows_texts)

    def _document(
        self, result: Result, template: FormTemplate, *, shows_texts: bool | None = None
    ) -> bytes:
        """Return a form as a Word document: it lies on its pages as in the workbook."""
        from scoring.writers.word.form_word import form_document  # noqa: PLC0415

        style = self.library.templates.page_style(_PLAIN_PAGES)
        layout = self._layout(template)
        return form_document(result, layout, self.labels, style, shows_texts=shows_texts)

    def _design(self, form: ResolvedForm) -> FormDesign:
        from scoring.writers.form.form_design import form_design  # noqa: PLC0415

        return form_design(form, self.labels)

    def _layout(self, template: FormTemplate) -> FormLayout:
        """Return the layout of a workbook, and note what a person's own has that is left out."""
        from scoring.writers.form.form_sheet import layout_of  # noqa: PLC0415
        from scoring.writers.form.form_xlsx import own_layout  # noqa: PLC0415

        if template.form is not None:
            return layout_of(self._design(template.form), self.labels)
        layout = own_layout(template.content, self.labels, template.name)
        for sheet, cell, what in layout.lost:
            self.lost[f"{template.name} [{sheet}!{cell}]：{what}"] = None
        return layout

    def _named(self, form: str, kind: str) -> FormTemplate:
        """Return the template of a form that ships, or the user's own of that name."""
        template = self._template(kind, f"{form}{SUFFIXES[_template_kind(kind)]}")
        assert template is not None
        return template

    def _of_set(self, result: Result, kind: str) -> FormTemplate:
        """Return the template of a result's set."""
        indicators = self.library.indicator_set(result.scorecard.set.id)
        kind = _template_kind(kind)
        named = indicators.form_xlsx if kind == "xlsx" else indicators.form_html
        name = named or TEMPLATES[kind]
        template = self._template(kind, name)
        if template is None:
            problem = Problem(
                "no-template", f"指标体系 {indicators.id} 要用的模板 {named} 不存在",
                Place(f"{FOLDER}/{kind}/{name}"), "检查指标体系的 form 一项。",
            )  # fmt: skip
            raise InputError([problem])
        return template

    def _template(self, kind: str, name: str) -> FormTemplate | None:
        template = self.library.templates.get(_template_kind(kind), name)
        if template is not None and template.hides_shipped:
            self.hiding[template.name] = None
        return template

    def write(
        self, folder: Path, stem: str, results: Iterable[Result], extra: Sequence[ExtraFile] = ()
    ) -> list[str]:
        """Write the results of one input file into ``folder``, all or none; return the names.

        The outputs are called after the input (``stem``) and what they are; where one file holds
        several submissions, all share one JSON Lines file. ``results`` are taken one by one and
        none is kept. ``extra`` are further files that belong to the input.

        Raises :class:`InputError` if a file cannot be written, or is an input of the run.
        """
        from scoring.files.atomic import FilesTogether  # noqa: PLC0415

        several, results = is_several(results)
        lines = several and "json" in self.formats
        shared = self._names.unique(stem) if lines or (several and extra) else ""
        kinds = [kind for kind in self.formats if not (lines and kind == "json")]
        written: list[str] = []
        to_print: dict[Path, bytes] = {}
        with FilesTogether() as files:

            def write(path: Path, content: bytes) -> None:
                files.write(path, content)
                written.append(path.name)

            jsonl = self._path(folder, shared, "result", "jsonl")
            self._inputs.spare([jsonl] if lines else [])
            name = ""
            for name, result in self._names.of_file(stem, results):
                papers = list(self._papers(folder, name, result, kinds))
                self._inputs.spare(paper.path for paper in papers)
                books: dict[str, bytes] = {}
                for paper in papers:
                    path, what, kind = paper.path, paper.what, paper.kind
                    if kind == "pdf":
                        to_print[path] = books.get(what) or self._printed(paper, "xlsx")
                        continue
                    content = self._printed(paper, kind)
                    write(path, content)
                    if kind == "xlsx":
                        books[what] = content
                if lines:
                    files.append(jsonl, _json_line(result))
            written += [jsonl.name] if lines else []
            if extra:
                shared = shared or name or self._names.unique(stem)
            for other in extra:
                called = self.labels.text(f"files.{other.what}", stem=shared)
                path = folder / f"{called}{other.suffix}"
                self._inputs.spare([path])
                write(path, other.content)
        if to_print:
            self._to_print.append(to_print)
        return written

    def papers(self, stem: str, result: Result) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """Yield the files of one result as :meth:`write` names them, none of them made yet.

        Of each there is its name, what it is (``form``, ``explanation``, ``companion``, ``result``), and
        what makes its content.
        """
        kinds = [kind for kind in self.formats if kind != "pdf"]
        for paper in self._papers(Path(), self._names.unique(stem), result, kinds):
            yield paper.path.name, paper.what, partial(self._printed, paper, paper.kind)

    def print_all(self) -> tuple[list[Path], list[Problem]]:
        """Turn the forms of the run into PDF files, where that was asked for.

        LibreOffice starts once for all of them. Returns the files that were written, whole, and
        why others were not; those of one input file belong together.
        """
        from scoring.files.atomic import write_all  # noqa: PLC0415
        from scoring.files.office import to_pdf  # noqa: PLC0415

        waiting, self._to_print = self._to_print, []
        written: list[Path] = []
        problems: list[Problem] = []
        try:
            pages = to_pdf({path: form for group in waiting for path, form in group.items()})
        except InputError as error:
            return [], list(error.problems)
        for group in waiting:
            failed = [_not_printed(path) for path in group if path not in pages]
            try:
                if not failed:
                    write_all({path: pages[path] for path in group})
                    written += group
            except InputError as error:
                failed = list(error.problems)
            problems += failed
        return written, problems

    def _papers(
        self, folder: Path, stem: str, result: Result, kinds: Sequence[str]
    ) -> Iterator[_Paper]:
        """Yield what is written of a result; at the end the form of the set that goes with its own."""
        for kind in kinds:
            for what in ("result",) if kind == "json" else ("form", "explanation"):
                yield _Paper(self._path(folder, stem, what, kind), what, kind, result)
        beside = self._companion(result)
        for kind in kinds if beside is not None else ():
            if beside is not None and kind != "json":
                title = _FORBIDDEN.sub("_", beside.scorecard.set.title)
                path = self._path(folder, stem, "companion", kind, title)
                yield _Paper(path, "companion", kind, beside)

    def _companion(self, result: Result) -> Result | None:
        """Return the same submission by the set that is printed beside its own, if there is one."""
        from scoring.work.score import score_submission  # noqa: PLC0415

        own = result.scorecard.set.id
        beside = self.library.indicator_set(own).companion
        if not beside:
            return None
        named = Place(f"{own}{SUFFIX}")
        return score_submission(result.submission, self.library, beside, lambda: named)

    def _printed(self, paper: _Paper, kind: str) -> bytes:
        printed = self.explain if paper.what == "explanation" else self.render
        return printed(paper.result, kind)

    def _path(self, folder: Path, stem: str, what: str, suffix: str, title: str = "") -> Path:
        name = self.labels.text(f"files.{what}", stem=stem, title=title)
        return folder / f"{name}.{suffix}"


def _template_kind(kind: str) -> str:
    """Return of which kind the templates of a format are: a Word document is laid out as a workbook."""
    return "html" if kind == "html" else "xlsx"


def _json_line(result: Result) -> bytes:
    from scoring.writers.scorecard_json import to_json_line  # noqa: PLC0415

    return to_json_line(result)


def _not_printed(path: Path) -> Problem:
    hint = "请用 Excel、WPS 或 LibreOffice 打开同名的 .xlsx 文件，另存为 PDF。"
    return Problem("not-printed", "LibreOffice 没有把这份表转成 PDF", Place(str(path)), hint)
