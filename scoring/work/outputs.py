"""Results as files: which templates print them, how the files are called, written whole."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.records.result import Result
from scoring.work.library import Library
from scoring.work.templates import FOLDER, FormTemplate

FORMATS: Final = ("xlsx", "html", "json")
TEMPLATES: Final = {"xlsx": "project.xlsx", "html": "project.html.j2"}
"""By kind, the template that prints a set which names none."""
_FORBIDDEN: Final = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]+'
)
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Beside:
    """A file written beside the forms: which of the labels' file names it gets, and its suffix."""

    what: str
    suffix: str
    content: bytes


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
        self.inputs = {_on_disk(path) for path in inputs}
        self.hiding: dict[str, None] = {}
        """Templates of the user's that were used in place of shipped ones, in order."""
        self._to_print: list[dict[Path, bytes]] = []
        """By the PDF that it shall become, each workbook; one record for each input file."""

    def render(self, result: Result, kind: str) -> bytes:
        """Return one result in one format.

        Raises :class:`InputError` if the set's template does not exist or is faulty.
        """
        # Each writer is imported when it is first needed: a run that prints JSON loads no workbook.
        if kind == "json":
            from scoring.writers.scorecard_json import to_json  # noqa: PLC0415

            return to_json(result)
        template = self._template(result, kind)
        if kind == "html":
            from scoring.writers.form.form_html import render_page  # noqa: PLC0415

            return render_page(result, template.text, self.labels, template.name, own=template.own)
        from scoring.writers.form.form_xlsx import form_layout, render_form  # noqa: PLC0415

        layout = form_layout(template.content, self.labels, template.name)
        return render_form(result, layout, self.labels)

    def _template(self, result: Result, kind: str) -> FormTemplate:
        indicators = self.library.indicator_set(result.scorecard.set.id)
        given = indicators.form_xlsx if kind == "xlsx" else indicators.form_html
        name = given or TEMPLATES[kind]
        template = self.library.templates.get(kind, name)
        if template is None:
            problem = Problem(
                "no-template", f"指标体系 {indicators.id} 要用的模板 {given} 不存在",
                Place(f"{FOLDER}/{kind}/{name}"), "检查指标体系的 form 一项。",
            )  # fmt: skip
            raise InputError([problem])
        if template.hides_shipped:
            self.hiding[template.name] = None
        return template

    def write(
        self,
        folder: Path,
        stem: str,
        results: Sequence[Result],
        taken: set[str],
        beside: Sequence[Beside] = (),
    ) -> list[str]:
        """Write the results of one input file into ``folder``, all or none; return the names.

        The outputs are called after the input (``stem``) and what they are; where one file holds
        several submissions, each adds its title, or its number if it is secret, and all share one
        JSON Lines file. ``taken`` holds the names used so far in the run. ``beside`` are further
        files that belong to the input.

        Raises :class:`InputError` if a file cannot be written, or is an input of the run.
        """
        from scoring.files.atomic import write_all  # noqa: PLC0415

        files: dict[Path, bytes] = {}
        to_print: dict[Path, bytes] = {}
        name = "" if len(results) == 1 or not beside else file_name(stem, taken)
        whole = name
        for number, result in enumerate(results, 1):
            own = str(number) if result.submission.secret else result.submission.title
            name = file_name(stem if len(results) == 1 else f"{stem}-{own}", taken)
            for kind in self.formats:
                path = self._path(folder, name, kind)
                if kind == "pdf":
                    form = files.get(path.with_suffix(".xlsx"))
                    to_print[path] = self.render(result, "xlsx") if form is None else form
                elif kind != "json" or len(results) == 1:
                    files[path] = self.render(result, kind)
        if "json" in self.formats and len(results) > 1:
            from scoring.writers.scorecard_json import to_json_line  # noqa: PLC0415

            path = self._path(folder, whole or file_name(stem, taken), "jsonl")
            files[path] = b"".join(to_json_line(r) for r in results)
        for other in beside:
            called = self.labels.word("files", other.what).format(stem=whole or name)
            files[folder / f"{called}{other.suffix}"] = other.content
        self._spare_inputs([*files, *to_print])
        write_all(files)
        if to_print:
            self._to_print.append(to_print)
        return [path.name for path in files]

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

    def _path(self, folder: Path, stem: str, suffix: str) -> Path:
        what = "result" if suffix.startswith("json") else "form"
        name = self.labels.word("files", what).format(stem=stem)
        return folder / f"{name}.{suffix}"

    def _spare_inputs(self, files: Iterable[Path]) -> None:
        problems = [
            Problem(
                "output-is-input", "不能写入:它是这次运行的申报文件,写入会把它盖掉",
                Place(str(path)), "请用 -o 换一个输出文件夹,或给申报文件改名。",
            )
            for path in files
            if _on_disk(path) in self.inputs
        ]  # fmt: skip
        if problems:
            raise InputError(problems)


def _not_printed(path: Path) -> Problem:
    hint = "请用 Excel、WPS 或 LibreOffice 打开同名的 .xlsx 文件,另存为 PDF。"
    return Problem("not-printed", "LibreOffice 没有把这份表转成 PDF", Place(str(path)), hint)


def _on_disk(path: Path) -> str:
    """Return by what a disk knows a file; some tell neither case nor composed characters apart."""
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


def file_name(title: str, taken: set[str]) -> str:
    """Return a file name that every system accepts and no other output of the run has."""
    name = _FORBIDDEN.sub("_", title).strip(" .")[:_LONGEST_NAME].strip(" .") or "自评表"
    if _RESERVED.fullmatch(name.split(".")[0]):
        name = f"_{name}"
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique.casefold())
    return unique
