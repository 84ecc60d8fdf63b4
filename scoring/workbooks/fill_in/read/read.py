"""A fill-in workbook that came back, into a :class:`Submission`; all problems are reported at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final

from scoring.documents.decode import decode
from scoring.documents.node import Node
from scoring.problem import InputError, Place
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.field_words import field_words
from scoring.records.submission import Submission
from scoring.text import excerpt, label_key
from scoring.workbooks.fill_in.layout import ABOUT, MONITORED, OWN, SCHEMA, TEXTS, FillLayout
from scoring.workbooks.fill_in.read.cells import value_of
from scoring.workbooks.fill_in.read.find import (
    FillTable,
    about_of,
    beside_labels,
    find_field,
    find_table,
    form_sheet,
    further_tables,
    home_sheet,
    relabelled,
)
from scoring.workbooks.fill_in.read.monitoring import with_monitoring
from scoring.workbooks.fill_in.read.notes import Notes
from scoring.workbooks.fill_in.read.table_rows import CellValue, FillRow, read_rows
from scoring.workbooks.fill_in.read.tables import (
    SubmissionTree,
    funds_cells,
    funds_node,
    goals_node,
    indicators_node,
    items_node,
    mapping,
    named_texts,
    sequence,
    tasks_node,
    without_unit,
)
from scoring.workbooks.fill_in.read.wording import HeadingWords

_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "funds": ("source", "budget", "executed"),
    "indicators": ("level1", "level2", "name", "target", "actual", "points"),
    "inputs": ("name", "value"),
    "items": ("of", "item", "met"),
    "texts": ("name", "text"),
    "claims": ("name", "claimed"),
    "goals": ("name", "ratio"),
    "tasks": ("name", "budget", "executed"),
    "monitoring": ("name",),
}
"""Columns without which a table cannot be read; the others may be deleted."""
_PRINTED: Final[Mapping[str, set[str]]] = {
    "funds": {"source", "points"},
    "monitoring": set(MONITORED),
}
"""Columns that an empty form comes with: a table that holds no more was left empty."""
_TEXTS: Final = frozenset({"html", "docx", "pdf", "text"})
_LONGEST_NAME: Final = 200
_COMPUTED: Final = frozenset({"inputs", "items"})
"""Tables of a set that asks for figures and checklists, and may have no indicators."""
_MAKE_ANEW: Final = "请用 ziping form 重新生成填报表，把内容粘贴过去。"
_MOST_OWN: Final = 200
"""So many areas of its own a workbook has at the most; what further ones hold is unmatched."""
_LONGEST_OWN: Final = 200


def read_filled(
    book: Book,
    layout: FillLayout,
    set_id: str = "",
    digest_of: Callable[[str], str] | None = None,
) -> Submission:
    """Read the workbook.

    ``set_id`` is used where the workbook no longer names its set; ``digest_of`` returns the digest of
    a set as it is now (empty if there is none), to report that a workbook was made from another.
    Raises :class:`InputError` with all problems, each with its sheet and cell.
    """
    layout = relabelled(book, layout)
    notes = Notes(book)
    reader = _Reader(book, layout, notes, set_id, digest_of)
    root = reader.root()
    _keep_unmatched_cells(book, layout, notes)
    reader.add_notes()
    problems = list(notes.problems)
    try:
        submission = decode(Submission, root.node(), lambda: _words(layout))
    except InputError as error:
        submission = None
        # What must be there was looked for above, cell by cell.
        known = [p for p in error.problems if p.code != "missing" or not problems]
        problems += reader.wording().problems(known)
    if problems or submission is None:
        raise InputError(problems)
    return submission


def calls_itself_secret(book: Book, layout: FillLayout) -> bool:
    """Tell whether the workbook says anything but 否 to being secret, whatever else is wrong with it."""
    layout = relabelled(book, layout)
    form, notes = form_sheet(book, layout), Notes(book)
    spec = next((spec for spec in layout.fields if spec.key == "secret"), None)
    if form is None or spec is None:
        return False
    where = find_field(book, form, spec, beside_labels(book, form, layout, None), notes)
    cell = where[0].cells.get(where[1:]) if where is not None else None
    if where is None or cell is None or not cell.text.strip():
        return False
    return value_of(cell, spec.kind, book.place(where[0].name, *where[1:]), notes) != "否"


class _Reader:
    def __init__(
        self,
        book: Book,
        layout: FillLayout,
        notes: Notes,
        set_id: str,
        digest_of: Callable[[str], str] | None,
    ) -> None:
        self._book = book
        self._layout = layout
        self._notes = notes
        self._set_id = set_id
        self._digest_of = digest_of
        self._form = form_sheet(book, layout)
        self._root = SubmissionTree(book.place(self._form.name if self._form else ""))
        self._money_unit = ""
        self._found: Mapping[str, FillTable] = {}
        self._labels: dict[tuple[str, int, int], str] = {}
        self._texts: dict[str, CellValue] = {}
        """Texts by their names: those with cells of their own, and those of the table."""

    def wording(self) -> HeadingWords:
        """Return the words that stand beside and above what was read."""
        return HeadingWords(self._found.values(), self._labels)

    def root(self) -> SubmissionTree:
        """Return the whole workbook as a tree."""
        if self._is_a_copy_as_text():
            return self._root
        self._about()
        if self._form is None:
            self._notes.problem(
                self._book.place(),
                "no-form",
                f"找不到填报的工作表（应叫“{self._layout.form_sheet}”，有“三级指标”等栏目）",
                _MAKE_ANEW,
            )
            return self._root
        self._found = tables = self._tables()
        self._refuse_further_forms(tables)
        self._fields(self._form, tables)
        filled: dict[str, list[FillRow]] = {}
        for key, table in tables.items():
            rows = list(read_rows(table, self._notes, self._money_unit))
            if any(row.values.keys() - _PRINTED.get(key, set()) for row in rows):
                filled[key] = rows
        if "monitoring" in filled:
            spec, monitored = tables["monitoring"].spec, filled.pop("monitoring")
            of_rows = filled.get("indicators", [])
            filled["indicators"] = with_monitoring(of_rows, monitored, spec, self._notes)
        if "goals" in tables:
            self._put_goals(tables, filled.pop("goals", []), filled.pop("indicators", []))
        for key, rows in filled.items():
            self._put_table(key, tables[key], rows)
        if self._texts:
            self._root.put("texts", mapping(self._texts, self._root.at))
        return self._root

    def _is_a_copy_as_text(self) -> bool:
        """Note that a workbook was saved as text or a page: cells and names are lost, nothing is sure."""
        if self._book.kind not in _TEXTS or about_of(self._book, self._layout):
            return False
        self._notes.problem(
            self._book.place(),
            "copy-as-text",
            "这是填报表另存成的文本、网页或文档，格子的位置已经丢失，不能计分",
            "请打开原来的填报表（.xlsx），在那里填写、保存，再试一次。",
        )
        return True

    def add_notes(self) -> None:
        """Put the corrections, what was passed over, and the unmatched texts into the tree."""
        for note in self._book.notes:
            file = PurePath(self._book.name).name[:_LONGEST_NAME]
            self._notes.repairs.append((note.place.in_book or file, note.message, ""))
        at = self._root.at
        for key, records in (
            ("repairs", self._notes.all_repairs()),
            ("unplaced", self._notes.all_unmatched()),
        ):
            if records:
                self._root.put(key, sequence([mapping(entry, at) for entry in records], at))

    def _about(self) -> None:
        self._root.put("schema", "ziping/submission/1")
        about = about_of(self._book, self._layout)
        schema = about.get("schema")
        if schema is not None and schema[0] != SCHEMA:
            self._notes.problem(
                self._book.place(*schema[1:]),
                "other-schema",
                f"这份填报表的格式版本是 {schema[0]!r}，能读的是 {SCHEMA}",
                f"请升级 ziping，或{_MAKE_ANEW.removeprefix('请')}",
            )
        self._money_unit = about["money_unit"][0] if "money_unit" in about else ""
        named = about.get("set")
        if named is not None and named[0]:
            self._root.put("set", CellValue(named[0], self._book.place(*named[1:])))
            self._compare_digest(named[0], about)
        elif self._set_id:
            self._root.put("set", self._set_id)
            self._notes.add_repair(
                self._book.place(self._form.name if self._form else self._layout.about_sheet),
                f"按指标体系 {self._set_id} 读取",
                f"隐藏的工作表“{self._layout.about_sheet}”不见了",
            )
        else:
            self._notes.problem(
                self._book.place(),
                "no-set",
                f"隐藏的工作表“{self._layout.about_sheet}”不见了或是空的，不知道用的是哪套指标体系",
                "请用 --set 写明指标体系（ziping sets list 列出有哪些），或重新生成填报表。",
            )

    def _compare_digest(self, set_id: str, about: Mapping[str, tuple[str, str, int, int]]) -> None:
        made_from = about.get("set_digest")
        if self._digest_of is None or made_from is None or not made_from[0]:
            return
        now = self._digest_of(set_id)
        if now and now != made_from[0]:
            self._notes.add_repair(
                self._book.place(*made_from[1:]),
                "按现在的指标体系计分",
                "这份填报表生成之后，指标体系有过改动，请核对分值和规则",
            )

    def _fields(self, form: Sheet, tables: Mapping[str, FillTable]) -> None:
        places: dict[str, tuple[Sheet, dict[str, tuple[int, int]]]] = {}
        achieved = ""
        for spec in self._layout.fields:
            home = home_sheet(self._book, form, self._layout.home_of_block(spec.block))
            if home is not None and home.name not in places:
                own = beside_labels(self._book, home, self._layout, tables.get("indicators"))
                places[home.name] = home, dict(own)
            there, labelled = (home, {}) if home is None else places[home.name]
            if "goals" in tables and spec.block == "goal":
                labelled.pop(spec.key, None)  # it is a heading of the goals
            found = find_field(self._book, there, spec, labelled, self._notes)
            if found is None:
                if spec.required:
                    self._notes.problem(
                        self._book.place(form.name),
                        "no-cell",
                        f"找不到“{spec.label}”的填写格",
                        f"请在“{spec.label}”几个字的右边一格填写；若整行已删除，{_MAKE_ANEW}",
                    )
                continue
            sheet, row, column = found
            self._notes.read_cells.add((sheet.name, row, column))
            self._labels[sheet.name, row, column] = spec.label
            cell = sheet.cells.get((row, column))
            at = self._book.place(sheet.name, row, column)
            kind = "percent" if spec.kind == "number" and "%" in spec.label else spec.kind
            unit = self._money_unit
            text = value_of(cell, kind, at, self._notes, unit) if cell is not None else None
            if spec.key == "goal.achieved":
                achieved = text or ""
            if text is not None and spec.key.startswith(TEXTS):
                self._texts[spec.key.removeprefix(TEXTS)] = CellValue(text, at)
            elif text is not None and not self._is_draft(spec.key, text, achieved):
                self._root.put(spec.key, CellValue(text, at))
                if spec.key == "money_unit":
                    self._money_unit = text
            elif spec.required and cell is None:
                self._notes.problem(at, "missing", f"“{spec.label}”没有填", "这一项必须填写。")

    def _is_draft(self, key: str, text: str, achieved: str) -> bool:
        """Tell whether a text of the 综述 is what was proposed from the form, and accepted by nobody."""
        return key == "summary.achieved" and text == self._layout.text("draft") + achieved

    def _tables(self) -> dict[str, FillTable]:
        """Return the tables that are there, with the columns that they need."""
        tables: dict[str, FillTable] = {}
        for key, spec in self._layout.tables.items():
            home = self._layout.home_of_table(key)
            sheet = self._form if home is None else home_sheet(self._book, None, home)
            table = find_table(self._book, sheet, spec, self._notes)
            if table is not None and self._has_columns(table):
                tables[key] = table
        own = self._layout.tables["indicators"].range_name
        known = "indicators" in tables or own in self._book.names
        if not known and not tables.keys() & _COMPUTED:
            message = "找不到指标表的栏目行（一级指标、二级指标……）"
            self._notes.problem(self._root.at, "no-table", message, _MAKE_ANEW)
        return tables

    def _refuse_further_forms(self, tables: Mapping[str, FillTable]) -> None:
        """Note every further form that is filled in: which one is meant is for a person to say."""
        own = tables.get("indicators")
        if own is None:
            return
        for sheet, row in further_tables(self._book, own, _NEEDED["indicators"]):
            self._notes.problem(
                self._book.place(sheet.name, row, 1),
                "two-forms",
                "这里还有一张填好的填报表，一个文件里只能填一个项目",
                "请把每个项目各存成一个文件；留作底稿的，请从这个文件里删去。",
            )

    def _put_table(self, key: str, table: FillTable, rows: list[FillRow]) -> None:
        spec, notes = table.spec, self._notes
        at = self._at(table)
        node: Node
        if key == "funds":
            node = funds_node(rows, at, spec, notes)
            self._root.put("at", funds_cells(rows, at))
        elif key == "indicators":
            node = indicators_node(rows, at, spec, notes)
        elif key == "tasks":
            node = tasks_node(rows, at, spec, notes)
        elif key == "items":
            node = items_node(rows, at, spec, notes)
        elif key == "inputs":
            plain = [without_unit(row, table, notes) for row in rows]
            node = mapping(named_texts(plain, spec, "name", "value", notes), at)
        elif key == "texts":
            self._add_texts(named_texts(rows, spec, "name", "text", notes))
            return
        else:
            node = mapping(named_texts(rows, spec, "name", "claimed", notes), at)
            reasons = named_texts(rows, spec, "name", "reason", notes)
            self._root.put("reasons", mapping(reasons, at))
        self._root.put(key, node)

    def _add_texts(self, texts: Mapping[str, CellValue]) -> None:
        """Add the texts of the table; one that stands in a cell of its own too is refused."""
        for name, text in texts.items():
            own = self._texts.setdefault(name, text)
            if own.text != text.text:
                self._notes.problem(
                    text.at,
                    "twice",
                    f"“{excerpt(name)}”填了两次，另一处在 {own.at.in_book}",
                    "请只留一处。",
                )

    def _put_goals(
        self, tables: Mapping[str, FillTable], goals: list[FillRow], rows: list[FillRow]
    ) -> None:
        """Put yearly goals, each with the indicators that name it."""
        if goals or rows:
            at = self._at(tables["goals"])
            spec = tables["goals"].spec
            of_rows = tables["indicators"].spec if "indicators" in tables else spec
            self._root.put("goals", goals_node(goals, rows, at, spec, of_rows, self._notes))

    def _at(self, table: FillTable) -> Place:
        return self._book.place(table.sheet.name, table.heading, min(table.columns.values()))

    def _has_columns(self, table: FillTable) -> bool:
        missing = [key for key in _NEEDED.get(table.spec.key, ()) if key not in table.columns]
        for key in missing:
            heading = table.spec.column(key).heading.removeprefix("* ")
            self._notes.problem(
                self._book.place(table.sheet.name, table.heading, min(table.columns.values())),
                "no-column",
                f"这一行栏目里找不到“{heading}”",
                f"请把那一列的栏目名称改回“{heading}”；列若已删除，{_MAKE_ANEW}",
            )
        return not missing


def set_place(book: Book, layout: FillLayout) -> Place:
    """Return the cell in which a workbook names its set; the file where it names none."""
    named = about_of(book, layout).get("set")
    return book.place(*named[1:]) if named is not None else book.place()


def _words(layout: FillLayout) -> Mapping[str, str]:
    """Return what keys are called on this workbook, for messages."""
    labels = {field.key.rpartition(".")[2]: field.label for field in layout.fields}
    return {**labels, **field_words()}


def _keep_unmatched_cells(book: Book, layout: FillLayout, notes: Notes) -> None:
    """Keep every cell that was not read and is not the workbook's own text or formula."""
    labels = _own_texts(layout)
    for sheet in book.sheets:
        if sheet.name in (layout.about_sheet, layout.guide_sheet):
            continue
        own = [
            area
            for name, (where, area) in book.names.items()
            if where == sheet.name and (name.startswith(OWN) or name == ABOUT)
        ][:_MOST_OWN]
        for (row, column), cell in sorted(sheet.cells.items()):
            place = (sheet.name, row, column)
            if (
                place in notes.read_cells
                or not cell.text.strip()
                or any(area.holds(row, column) for area in own)
            ):
                continue
            if len(cell.text) < _LONGEST_OWN and label_key(cell.text) in labels:
                continue
            notes.keep_unmatched(book.place(*place), cell)


def _own_texts(layout: FillLayout) -> set[str]:
    texts = [field.label for field in layout.fields]
    for table in layout.tables.values():
        texts += [table.closing, *(column.heading for column in table.columns)]
    return {label_key(text) for text in (*texts, *layout.patterns.values())}
