"""Files to be read: those that are named, and those in folders or found by patterns.

Patterns (``*.xlsx``, ``**/*.xlsx``) are expanded here where the shell does not: the prompt of Windows
hands them on as they are. Of what was found, not named, only files are taken that may hold a form;
what this program printed from another file of the run is passed over, and every file passed over
is named.
"""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from scoring.batch.walk import MOST_FILES, OutputFolder, find_files, readable_name
from scoring.files.kinds import OWNER_FILES, kind_of
from scoring.files.links import leads_out
from scoring.intake.content import content_of
from scoring.problem import Place, Problem
from scoring.value_class import dataclass

_PATTERN: Final = re.compile(r"[*?\[]")
_PROBE: Final = 1_000_000
_SUBMISSION: Final = b"ziping/submission"
_NAME: Final = re.compile(r"^\w[^:]*$")
"""A folder's name; no drive, no way up."""
_FORMLESS: Final = frozenset({"image", "database", "pptx"})
_QUIET: Final = frozenset({"hidden", "output-folder", "same-file"})
"""Why something in a folder is passed over, without a word."""
_WHY: Final = {
    "owner-file": "Excel、WPS 打开文件时留下的临时文件",
    "ours": "本程序印出来的，不是申报",
    "no-form": "不是自评表",
    "folder-unreadable": "文件夹打不开",
    "linked-folder": "指向别处的文件夹",
    "linked-file": "指向文件夹以外的文件",
    "too-deep": "文件夹套得太深",
    "too-many": "文件太多",
    "no-file": "不是普通文件",
}


@dataclass(frozen=True, slots=True)
class RunFile:
    """A file to be read; its outputs are called after ``stem``."""

    path: Path
    stem: str
    found: bool = False
    """Whether it was found in a folder or by a pattern, not named."""

    @property
    def called(self) -> frozenset[str]:
        """What the names of its outputs may begin with: alone, and in a folder."""
        return frozenset({self.stem, self.path.stem})


@dataclass(slots=True)
class InputFiles:
    """What is to be read, what is not and why, and what is wrong with the paths."""

    asked: Sequence[Path]
    files: list[RunFile] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    """Names with the key of the reason."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def several(self) -> bool:
        """Whether a list at the end helps."""
        return len(self.files) != 1 or bool(self.passed_over)

    def pass_over(self, name: str, why: str) -> None:
        """Note that something is not read, and why."""
        if why not in _QUIET:
            self.passed_over.append((name, why))

    def reasons(self) -> Iterator[str]:
        """Yield a line for every reason for which something was passed over."""
        for why, name in _WHY.items():
            names = [of for of, key in self.passed_over if key == why]
            if names:
                listed = "、".join(names[:_MOST_NAMES])
                more = f" 等 {len(names)} 个" if len(names) > _MOST_NAMES else ""
                yield f"没有读（{name}）：{listed}{more}"


_MOST_NAMES: Final = 5


def find_inputs(paths: Sequence[Path], output: Path | None) -> InputFiles:
    """Return the files that are meant by ``paths``; ``output`` is the folder of the run's outputs.

    A file that is named is read, whatever it is; one that does not exist is left to its reader.
    """
    inputs = InputFiles(paths)
    named: list[Path] = []
    found: list[Path] = []
    outputs = None if output is None else OutputFolder(output)
    for path in paths:
        is_there = os.path.lexists(path)
        if is_there and path.is_dir():
            # Of the year of a department its forms are meant, and none of its papers.
            found += _in_folder(_forms_in(path), outputs, inputs)
        elif is_there or not _PATTERN.search(str(path)):
            named.append(path)
        else:
            found += _by_pattern(str(path), outputs, inputs)
    if len(named) > 1 or found:
        for path in [path for path in named if path.name.startswith(OWNER_FILES)]:
            named.remove(path)
            inputs.pass_over(path.name, "owner-file")
    real = {os.path.realpath(path) for path in named}
    found = [path for path in dict.fromkeys(found) if os.path.realpath(path) not in real]
    found = [path for path in found if _may_hold_a_form(path, inputs)]
    inputs.files = [RunFile(path, path.stem) for path in named]
    stems = _stems(found)
    inputs.files += (RunFile(path, stems[path], found=True) for path in found)
    _leave_out_printed(inputs)
    return inputs


def _in_folder(folder: Path, outputs: OutputFolder | None, inputs: InputFiles) -> list[Path]:
    walked = find_files([folder], output=outputs)
    for skipped in walked.skipped:
        inputs.pass_over(skipped.name, skipped.why)
    begin = os.path.abspath(folder)
    return [folder / os.path.relpath(file.path, begin) for file in walked.files]


def _by_pattern(pattern: str, outputs: OutputFolder | None, inputs: InputFiles) -> list[Path]:
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if _PATTERN.search(part))
    begin = Path(*parts[:fixed])
    if "**" in parts:
        # The glob of the library would go on through links, round and round.
        inside = _in_folder(begin, outputs, inputs) if begin.is_dir() else []
        matched = [path for path in inside if _fits(path.parts[len(begin.parts) :], parts[fixed:])]
    else:
        matched = [Path(path) for path in glob.iglob(pattern)]
    found: list[Path] = []
    for path in sorted(matched, key=lambda path: readable_name(str(path)))[:MOST_FILES]:
        if path.is_dir() and path.is_symlink():
            inputs.pass_over(path.name, "linked-folder")
        elif leads_out(path, begin):
            inputs.pass_over(path.name, "linked-file")
        elif path.is_dir():
            found += _in_folder(path, outputs, inputs)
        elif path.name.startswith(OWNER_FILES):
            inputs.pass_over(path.name, "owner-file")
        else:
            found.append(path)
    if not matched:
        hint = "请检查文件夹和文件名；* 代表任意几个字，** 代表下面的各层文件夹。"
        problem = Problem("no-file", "没有与它相符的文件", Place(pattern), hint)
        inputs.problems.append(problem)
    return found


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Tell whether the parts of a path fit those of a pattern, in which ``**`` stands for any folders."""
    if not pattern or not parts:
        return not pattern and not parts
    if pattern[0] == "**":
        return any(_fits(parts[at:], pattern[1:] or ("*",)) for at in range(len(parts)))
    return fnmatch(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _forms_in(folder: Path) -> Path:
    from scoring.work.year.folder_words import forms_of  # noqa: PLC0415 - only for folders
    from scoring.work.year.record_file import is_year  # noqa: PLC0415

    return forms_of(folder) if is_year(folder) else folder


def _may_hold_a_form(path: Path, inputs: InputFiles) -> bool:
    """Tell whether a file that was found is of a kind that holds forms."""
    content = content_of(path)
    fits = content == "text" or (content == "book" and not _is_picture(path))
    if content == "records":
        fits = _names_submission(path)
    if not fits:
        from scoring.work.own_outputs import is_own_output  # noqa: PLC0415 - only for several files

        inputs.pass_over(path.name, "ours" if is_own_output(path) else "no-form")
    return fits


def _is_picture(path: Path) -> bool:
    """Tell whether a file is of a kind that certainly holds no form."""
    try:
        with path.open("rb") as opened:
            kind = kind_of(opened.read(_PROBE))
    except OSError:
        return False
    return kind is not None and kind.code in _FORMLESS


def _names_submission(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            return _SUBMISSION in opened.read(_PROBE)
    except OSError:
        return True  # its reader tells what is wrong


def _leave_out_printed(inputs: InputFiles) -> None:
    """Leave out what was printed from another file of the run, and nobody saved since."""
    if len(inputs.files) < 2:
        return
    from scoring.work.own_outputs import is_own_output  # noqa: PLC0415 - only for several files

    own = {file for file in inputs.files if is_own_output(file.path)}
    sources = {stem for file in inputs.files if file not in own for stem in file.called}

    def is_printed(file: RunFile) -> bool:
        begin = file.path.stem
        return file in own and any(
            begin[:end] in sources for end in range(1, len(begin)) if begin[end] == "-"
        )

    for file in filter(is_printed, inputs.files):
        inputs.pass_over(file.path.name, "ours")
    inputs.files = [file for file in inputs.files if not is_printed(file)]


def _stems(paths: Sequence[Path]) -> dict[Path, str]:
    """Return for each file by what its outputs are called: its name, after its folder's if need be."""
    taken = dict.fromkeys(paths, 1)
    parts = {
        path: [*(part for part in path.parts[:-1] if _NAME.search(part)), path.stem]
        for path in paths
    }
    while True:
        stems = {path: "-".join(parts[path][-taken[path] :]) for path in paths}
        counts = Counter(stem.casefold() for stem in stems.values())
        longer = [
            path
            for path, stem in stems.items()
            if counts[stem.casefold()] > 1 and taken[path] < len(parts[path])
        ]
        if not longer:
            return stems
        for path in longer:
            taken[path] += 1
