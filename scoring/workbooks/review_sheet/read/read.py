"""A 复核表 that came back: the decisions and answers of all its rounds, and what is wrong with it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Final

from scoring.exact import PLAIN_NUMBER
from scoring.problem import Place
from scoring.readers.books.sheets.grid import Book, Cell
from scoring.records.decision import Refused
from scoring.text import excerpt, on_one_line, squeezed
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.read.cells import value_of
from scoring.workbooks.review_sheet.layout import (
    SIGNED,
    Entry,
    ReviewColumn,
    ReviewSheetLayout,
    Writer,
    folded_entry,
    seal_of,
)
from scoring.workbooks.review_sheet.read.carried import take_carried
from scoring.workbooks.review_sheet.read.collect import ReviewSheetContent, SheetCollector, rows_of
from scoring.workbooks.review_sheet.read.find import (
    ReviewTable,
    about_of,
    find_table,
    seals_of,
    signature_cell,
)
from scoring.workbooks.review_sheet.read.history import read_history

_CORRECT_THE_FORM: Final = "要更正自评数据，请改自评表后重新复核。"
_MAKE_ANEW: Final = "请用程序重新生成复核表，把填写的内容抄过去。"


def read_review_sheet(book: Book) -> ReviewSheetContent:
    """Read the entries of all rounds; every problem names its sheet and cell."""
    return _Reader(book, load_vocabulary(ReviewSheetLayout)).read()


class _Reader:
    def __init__(self, book: Book, layout: ReviewSheetLayout) -> None:
        self.book = book
        self.layout = layout
        self.collector = SheetCollector(book, layout)
        about = about_of(book, layout)
        self.submission = about.get("submission", "")
        self.round = about.get("round", "")
        self.writer: Writer | None = layout.writer(self.round)
        self.open: list[ReviewColumn] = [
            c for c in layout.columns if c.by is not None and c.by == self.writer
        ]
        """The columns that may be written in now."""
        self.signed = ("", "")
        words = layout.words
        self.closing = {folded_entry(words[key]) for key in ("total", "grade", "deviation")}

    def read(self) -> ReviewSheetContent:
        read_history(self.collector, self.submission)
        self.collector.refuse_others(0, self.submission, self.round)
        table = find_table(self.book, self.layout)
        is_known_round = self.writer is not None or self.round == self.layout.finished.name
        before = self.collector.mark().problems
        if table is None:
            what = "找不到复核表的栏目行或隐藏的标识列"
            self.collector.problem(self.book.place(), "no-table", what, _MAKE_ANEW)
        elif not self.submission or not is_known_round:
            place = self.book.place(table.sheet.name)
            what = "不知道是哪一份申报、哪一轮的复核表（隐藏工作表被删改）"
            self.collector.problem(place, "no-about", what, _MAKE_ANEW)
        else:
            self._table(table)
            take_carried(self.collector, self.submission, signed=all(self.signed))
            before = self.collector.mark().problems
        self.collector.refuse_others(before, self.submission, self.round)
        self._keep_others()
        return self.collector.result()

    def _table(self, table: ReviewTable) -> None:
        before = self.collector.mark().problems
        for at in table.twice:
            place = self.book.place(table.sheet.name, table.heading, at)
            what = "这一栏的名称出现了两次"
            self.collector.problem(place, "heading-twice", what, "请删去多余的一列。")
        wanted = [*(c.key for c in self.open if c.key != "verified_target"), "saw", "points"]
        missing = [self.layout.headings[key] for key in wanted if key not in table.columns]
        if missing:
            place = self.book.place(table.sheet.name, table.heading)
            self.collector.problem(
                place, "column-missing", f"少了栏目：{'、'.join(missing)}", _MAKE_ANEW
            )
        self.signed = self._signature()
        rows = self._rows(table)
        self.collector.refuse_others(before, self.submission, self.round)
        for key, row in rows.items():
            self._entry(table, row, key)
            self.collector.know(table, row)
        for row in rows_of(table):
            # In an old workbook nothing shows that a total is a formula's.
            if folded_entry(self.collector.plain(table, row, "levels")) in self.closing:
                at = table.columns.get("final", 0)
                self.collector.notes.read_cells.add((table.sheet.name, row, at))
        if self.writer is not None and self._entered() and not all(self.signed):
            where = signature_cell(self.book, self.layout, SIGNED[self.writer][0])
            place = self.book.place(where[0].name, *where[1:]) if where else self.book.place()
            self.collector.warn(
                place, "not-signed", "填了内容，但没有填姓名和日期",
                "程序认为这一轮还没有办结；办结时请在表下方签名处填上。",
            )  # fmt: skip

    def _entry(self, table: ReviewTable, row: int, key: str) -> None:
        """Take what was entered in a row, or refuse the whole of it."""
        collector = self.collector
        mark = collector.mark()
        is_open = self._may_be_entered(table, row, key)
        if is_open and self.writer == "evaluator":
            self._decision(table, row, key)
        elif is_open and self.writer == "unit":
            self._reply(table, row, key)
        cells = collector.typed(table, row, (column.key for column in self.open))
        collector.refuse_since(mark, Refused(
            submission=self.submission, row=key if is_open and cells else "", round=self.round,
            cells=tuple(cells.items()), why="", by=self.signed[0], day=self.signed[1],
        ))  # fmt: skip

    def _rows(self, table: ReviewTable) -> dict[str, int]:
        """Return the rows by their ids; a problem is reported for those without and those repeated."""
        rows: dict[str, int] = {}
        unknown = []
        for row in rows_of(table):
            key = self.collector.plain(table, row, "id")
            if not key:
                unknown.append(row)
            elif key not in rows:
                rows[key] = row
            elif self._has_entries(table, row):
                what = f"第 {row} 行与第 {rows[key]} 行是同一个指标，这一行填的没有采用"
                what += self._written(table, row)
                place = self.collector.place(table, row, "id")
                self.collector.problem(place, "row-twice", what, "请删去多余的一行。")
        last = max(rows.values(), default=0)
        for row in unknown:
            if row < last and self._has_entries(table, row):
                what = f"第 {row} 行是后来插入的，看不出是哪个指标，填的没有采用"
                what += self._written(table, row)
                place = self.book.place(table.sheet.name, row, 1)
                self.collector.problem(place, "row-unknown", what, "请填到该指标原来的行里。")
        return rows

    def _written(self, table: ReviewTable, row: int) -> str:
        return self.collector.written(self.collector.typed(table, row, (c.key for c in self.open)))

    def _has_entries(self, table: ReviewTable, row: int) -> bool:
        return any(self.collector.plain(table, row, column.key) for column in self.open)

    def _entered(self) -> bool:
        collector = self.collector
        entered = {d.round for d in collector.decisions} | {r.round for r in collector.replies}
        return self.round in entered or any(entry.row for entry in collector.refused)

    def _signature(self) -> tuple[str, str]:
        signed = ["", ""]
        for number, name in enumerate(SIGNED[self.writer] if self.writer else ()):
            where = signature_cell(self.book, self.layout, name)
            if where is None:
                continue
            sheet, row, column = where
            self.collector.notes.read_cells.add((sheet.name, row, column))
            cell = sheet.cells.get((row, column))
            if cell is not None:
                place = self.book.place(sheet.name, row, column)
                text = value_of(cell, "date", place, self.collector.notes) or ""
                signed[number] = self.collector.short(text, place)
        return signed[0], signed[1]

    # the evaluator's columns

    def _decision(self, table: ReviewTable, row: int, key: str) -> None:
        collector = self.collector
        verified = collector.text(table, row, "verified")
        score = self._score(table, row)
        ground = unicodedata.normalize("NFKC", collector.text(table, row, "ground")).strip()
        note = collector.text(table, row, "note")
        place = collector.place(table, row, "ground")
        if not verified and score is None:
            if (ground or note) and collector.cell(table, row, "score") is None:
                collector.warn(
                    place, "nothing-decided", "选了认定理由，没有填复核完成值或复核得分",
                    "请补填其中一栏，或清空理由。",
                )  # fmt: skip
            if ground or note:
                collector.piece(" ".join(part for part in (ground, note) if part), place)
            return
        if not ground and not note:
            what = "填了认定结果，没有选认定理由，这一行没有采用"
            collector.problem(place, "no-ground", what, "请选一项认定理由。")
            number = "" if score is None else format(score, "f")
            collector.piece(" ".join(part for part in (verified, number) if part), place)
            return
        whole = self.layout.ground_join.join(part for part in (ground, note) if part)
        if not self.layout.listed(ground):
            collector.warn(
                place, "ground-unknown", f"认定理由“{excerpt(whole)}”不在清单里",
                "可以保留；但得分超出规则的上下限时，只能用清单里的理由。",
            )  # fmt: skip
        collector.decision(
            place,
            submission=self.submission,
            row=key,
            verified_actual=verified or None,
            score=score,
            ground=collector.short(whole, place),
            by=self.signed[0],
            at=self.signed[1],
            round=self.round,
            saw=collector.plain(table, row, "saw"),
        )

    def _score(self, table: ReviewTable, row: int) -> Decimal | None:
        """Return the score that was typed, 0 to the row's points; None where there is none."""
        cell = self.collector.cell(table, row, "score")
        if cell is None:
            return None
        place = self.collector.place(table, row, "score")
        if cell.number is None:
            cell = Cell(squeezed(cell.text), formula=cell.formula)
        text = value_of(cell, "points", place, self.collector.notes)
        if text is None:
            self._keep_cell(cell, place.line, place.column, table)
            return None
        points = self.collector.plain(table, row, "points")
        most = Decimal(points) if PLAIN_NUMBER.fullmatch(points) else None
        if PLAIN_NUMBER.fullmatch(text) is None:
            what = f"“{excerpt(text)}”不是数，这一行的得分没有采用"
            self.collector.problem(place, "not-a-number", what, "请只填一个数。")
        elif Decimal(text) < 0 or (most is not None and Decimal(text) > most):
            what = f"复核得分 {text} 不在 0 到分值 {points} 之间，没有采用"
            self.collector.problem(place, "score-range", what, "请核对后重填。")
        else:
            return Decimal(text)
        self.collector.piece(text, place)
        return None

    def _keep_cell(self, cell: Cell, row: int, column: int, table: ReviewTable) -> None:
        """Keep what stands in a cell that cannot be used."""
        if cell.text.strip():
            self.collector.piece(cell.text, self.book.place(table.sheet.name, row, column))

    # the unit's columns

    def _reply(self, table: ReviewTable, row: int, key: str) -> None:
        collector = self.collector
        word = unicodedata.normalize("NFKC", collector.text(table, row, "agrees")).strip()
        text, proof = collector.text(table, row, "reply"), collector.text(table, row, "proof")
        if not (word or text or proof):
            return
        place = collector.place(table, row, "agrees")
        agrees = collector.layout.answer(word)
        answers = self.layout.replies
        if agrees is None:
            wanted = f"请选“{answers.agree.word}”或“{answers.disagree.word}”。"
            if word:
                what = f"看不懂“{excerpt(word)}”是认可还是不认可"
                collector.problem(place, "answer-unknown", what, wanted)
                text = f"{word}\n{text}".strip()
            else:
                collector.warn(place, "no-answer", "写了说明，没有选认可还是不认可", wanted)
        elif not agrees and not text:
            collector.warn(place, "no-reason", "不认可，没有写说明", "请写明原因，并附佐证。")
        collector.reply(
            place,
            submission=self.submission,
            row=key,
            agrees=agrees,
            say=text,
            evidence=proof,
            by=self.signed[0],
            at=self.signed[1],
            round=self.round,
            saw=collector.plain(table, row, "saw"),
        )

    # changes where nothing is asked for

    def _may_be_entered(self, table: ReviewTable, row: int, key: str) -> bool:
        """Tell whether the entries in a row's open columns count; report every other change.

        In a row that was closed when it was written no column is open, and its seal is one of all.
        """
        seal = self.collector.plain(table, row, "seal")
        if not seal:
            return True
        head: list[Entry] = [key, self.collector.plain(table, row, "saw")]
        columns = [c for c in self.layout.columns if c.key != "final" and c.key in table.columns]
        values = {column.key: self.collector.plain(table, row, column.key) for column in columns}
        entered = [values[column.key] for column in columns if column in self.open]
        fixed = [values[column.key] for column in columns if column not in self.open]
        if seal in (seal_of([*head, *fixed]), seal_of([*head, *values.values()])):
            return True
        place = self.collector.place(table, row, "id")
        as_closed = ["" if column in self.open else values[column.key] for column in columns]
        if seal == seal_of([*head, *as_closed]):
            self.collector.problem(
                place, "row-closed", f"第 {row} 行单位已经认可，本轮不再改动，填的没有采用",
                "确需改动的，请用认定清单（YAML、JSON）写明理由，用 --decisions 读入。",
            )  # fmt: skip
            self._keep_texts(entered, place)
            return False
        what = f"第 {row} 行里本轮不该填的格子有改动，改动的内容没有采用"
        self.collector.warn(place, "row-changed", what, _CORRECT_THE_FORM)
        changed = self.collector.written({
            column.key: values[column.key]
            for column in columns
            if column not in self.open and values[column.key]
        })  # fmt: skip
        self.collector.refuse(Refused(
            submission=self.submission, round=self.round, file=self.book.name, at=place.in_book,
            why=f"{what}{changed}", todo=_CORRECT_THE_FORM, holds=False,
        ))  # fmt: skip
        return True

    def _keep_texts(self, texts: list[str], place: Place) -> None:
        self.collector.piece(" ".join(on_one_line(text) for text in texts if text), place)

    def _keep_others(self) -> None:
        """Keep every text that is neither the review sheet's own nor was read."""
        own = seals_of(self.book, self.layout)
        texts = [self.layout.words["history_title"], *(c.heading for c in self.layout.history)]
        heads = {folded_entry(text) for text in texts}
        skip = {self.layout.sheets.about, self.layout.sheets.guide}
        for sheet in self.book.sheets:
            if sheet.name in skip:
                continue
            for (row, column), cell in sorted(sheet.cells.items()):
                if (sheet.name, row, column) in self.collector.notes.read_cells or cell.formula:
                    continue
                text = cell.text.strip()
                if text and seal_of([text]) not in own and folded_entry(text) not in heads:
                    self.collector.piece(text, self.book.place(sheet.name, row, column))
