"""``sets sheet``: a set as a workbook that people edit, and such a workbook back to a set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from scoring.cli.terminal import echo
from scoring.documents.node import Mapping_, as_data
from scoring.documents.yaml_out import yaml_text
from scoring.documents.yaml_text import parse_yaml
from scoring.files.text_file import read_bytes
from scoring.indicator_set.check import probe
from scoring.indicator_set.load import load_set, load_tree
from scoring.indicator_set.merge import digest
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import InputError, Place, Problem, render_all
from scoring.readers.books.open_any import open_book
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.outputs import write_new
from scoring.work.set_files import SUFFIX, TEXTS
from scoring.workbooks.set_sheet.layout import SetSheetLayout
from scoring.workbooks.set_sheet.read import ReadSet, read_set
from scoring.workbooks.set_sheet.write import set_rows, set_workbook

BOOKS: Final = frozenset({".xlsx", ".xlsm"})
TORN: Final = frozenset(
    {
        "unknown-parent",
        "duplicate-code",
        "parent-cycle",
        "rule-and-code",
        "unknown-code",
        "too-deep",
    }
)
"""Slips by which rows are missing in the set that is loaded to find further ones."""
FOLLOWS: Final = frozenset({"sum", "points", "unknown-rule", "missing-points", "rows"})
"""What loading then finds only because rows are missing."""


def convert(source: str, output: Path | None, folder: Path | None, *, force: bool) -> int:
    """Write a set as a workbook, or a workbook as a set; the source's name says which."""
    library = Library(folder)
    if Path(source).suffix.lower() in BOOKS:
        return _to_set(Path(source), output, folder, library, force=force)
    return _to_book(source, output, folder, library, force=force)


def _to_book(
    source: str, output: Path | None, folder: Path | None, library: Library, *, force: bool
) -> int:
    layout = load_vocabulary(SetSheetLayout)
    text = library.text_or_file(source, Place("编号"))
    indicators = load_set(text, library.text, library.built_ins)
    root = parse_yaml(text.text, text.name)
    assert isinstance(root, Mapping_)
    comment, dropped = _comments(text.text)
    rows = set_rows(as_data(root), comment, layout)
    offered = {"rules": sorted(indicators.rules), "sources": list(indicators.sources)}
    content = set_workbook(rows, layout, offered, indicators.title)
    back = read_set(open_book(content, text.name), layout)
    if back.problems or digest(back.root) != digest(root):
        raise InputError([_not_whole(text.name, back)])
    path = output or Path(layout.words["book"])
    path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
    write_new(path, content, force=force)
    echo(f"已写出 {path}（{indicators.title}，{indicators.id}）")
    if dropped:
        echo(f"  文件中间的注释 {dropped} 行没有带进工作簿")
    own = f" --sets {folder}" if folder is not None else ""
    target = (folder or Path()) / f"{indicators.id}{SUFFIX}"
    echo(f"改好后写回：  ziping sets sheet {path}{own} -o {target} --force")
    return 0


def _to_set(
    path: Path, output: Path | None, folder: Path | None, library: Library, *, force: bool
) -> int:
    layout = load_vocabulary(SetSheetLayout)

    def inherited(set_id: str) -> Mapping[str, Any]:
        try:
            return library.indicator_set(set_id).merged
        except InputError:
            return {}

    book = open_book(read_bytes(path), str(path))
    if book.notes:
        echo(render_all(book.notes), err=True)
    read = read_set(book, layout, inherited)
    indicators = _loaded(read, library)
    data: Any = as_data(read.root)
    text = yaml_text(data, read.comment)
    written = parse_yaml(text, str(path))
    if as_data(written) != data:
        raise AssertionError("the set was not written as it was read")
    target = output or (folder or Path()) / f"{indicators.id}{SUFFIX}"
    target = target if target.suffix.lower() in TEXTS else target.with_name(target.name + SUFFIX)
    _must_fit(target, indicators.id, read)
    content = text.encode("utf-8")
    write_new(target, content, force=force)
    echo(f"已写出 {target}（{indicators.title}，{indicators.id}）")
    own = f" --sets {folder}" if folder is not None else ""
    echo(f"接下来检查：  ziping sets check {indicators.id if own else target}{own}")
    doubtful = [problem for problem in probe(indicators).problems if problem.place.sheet]
    if doubtful:
        echo(render_all(doubtful), err=True)
    return 1 if doubtful else 0


def _loaded(read: ReadSet, library: Library) -> IndicatorSet:
    """Return the compiled set; problems of its cells and those that loading finds come together."""
    try:
        indicators = load_tree(read.root, library.text, library.built_ins)
    except InputError as error:
        places = {problem.place for problem in read.problems}
        torn = any(problem.code in TORN for problem in read.problems)
        more = [
            p for p in error.problems if p.place not in places and not (torn and p.code in FOLLOWS)
        ]
        raise InputError([*read.problems, *more]) from None
    if read.problems:
        raise InputError(read.problems)
    return indicators


def _comments(text: str) -> tuple[list[str], int]:
    """Return the lines of comment at the head of a file, and how many stand further down."""
    lines = text.split("\n")
    head: list[str] = []
    for line in lines:
        if not line.startswith("#"):
            break
        head.append(line[1:])
    return head, sum(line.lstrip().startswith("#") for line in lines[len(head) :])


def _must_fit(target: Path, set_id: str, read: ReadSet) -> None:
    """Refuse a place from which the set's id would be another one."""
    parts = tuple(set_id.split("/"))
    if target.resolve().with_suffix("").parts[-len(parts) :] == parts:
        return
    node = read.root.get("id")
    assert node is not None
    raise InputError(
        [
            node.problem(
                "set-id",
                f"编号写的是“{set_id}”，与要写的文件 {target} 不符",
                f"文件应在 …/{set_id}{SUFFIX}；改编号，或用 -o 写到那里。",
            )
        ]
    )


def _not_whole(name: str, back: ReadSet) -> Problem:
    problems = render_all(back.problems)
    message = "这个指标体系有列不进工作簿的内容（控制字符，或一格放不下的长文字）"
    return Problem("not-whole", message, Place(name), problems or "请先在文件里改掉。")
