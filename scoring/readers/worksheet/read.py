"""A 复核表 that came back: the decisions and answers of all its rounds, and what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from scoring.exact import PLAIN_NUMBER
from scoring.material import Piece, Reply
from scoring.problem import Place, Problem
from scoring.readers.filled.cells import value_of
from scoring.readers.filled.notes import Notes, shown
from scoring.readers.sheets.grid import Book, Cell
from scoring.readers.worksheet.find import (
    Table,
    about_of,
    find_history,
    find_table,
    seals_of,
    signature_cell,
)
from scoring.readers.worksheet.find import is_worksheet as _is_worksheet
from scoring.submission import Decision
from scoring.worksheet_layout import (
    SIGNED,
    Answer,
    Column,
    Entry,
    WorksheetLayout,
    Writer,
    folded_entry,
    seal_of,
    worksheet_layout,
)

_MAKE_ANEW: Final = "请用程序重新生成复核表,把填写的内容抄过去。"
_LONGEST_NAME: Final = 500
_MOST_PIECES: Final = 500


class WorksheetRead(NamedTuple):
    """What a worksheet holds."""

    decisions: tuple[Decision, ...]
    """Of all rounds, the earlier ones first."""
    replies: tuple[Reply, ...]
    rest: tuple[Piece, ...]
    """What was written where nothing is asked for, and entries that cannot be used."""
    problems: tuple[Problem, ...]


def is_worksheet(book: Book) -> bool:
    """Tell whether a workbook is a 复核表, or what is left of one."""
    return _is_worksheet(book, worksheet_layout())


def read_worksheet(book: Book) -> WorksheetRead:
    """Read all rounds; every problem is told with its sheet and cell."""
    return _Reader(book, worksheet_layout()).read()


class _Reader:
    def __init__(self, book: Book, layout: WorksheetLayout) -> None:
        self.book = book
        self.layout = layout
        self.notes = Notes(book)
        self.warnings: list[Problem] = []
        self.rest: list[Piece] = []
        self.left = 0
        self.decisions: list[Decision] = []
        self.replies: list[Reply] = []
        self.about = about_of(book, layout)
        self.submission = self.about.get("submission", "")
        self.round = self.about.get("round", "")
        self.writer: Writer | None = layout.writer(self.round)

    def read(self) -> WorksheetRead:
        table = find_table(self.book, self.layout)
        self._history()
        if table is None:
            self.notes.problem(
                self.book.place(), "no-table", "找不到复核表的栏目行或隐藏的标识列", _MAKE_ANEW
            )
        elif not self.submission or (
            self.writer is None and self.round != self.layout.finished.name
        ):
            place = self.book.place(table.sheet.name)
            what = "不知道是哪一份申报、哪一轮的复核表(隐藏工作表被删改)"
            self.notes.problem(place, "no-about", what, _MAKE_ANEW)
            self._leave_table(table)
        else:
            self._table(table)
        self._leave_others()
        if self.left:
            self.rest.append(Piece(text=f"……另有 {self.left} 处没有一一列出"))
        return WorksheetRead(
            tuple(self.decisions), tuple(self.replies), tuple(self.rest),
            (*self.notes.problems, *self.warnings, *self._told()),
        )  # fmt: skip

    # the record of earlier rounds

    def _history(self) -> None:
        table = find_history(self.book, self.layout)
        if table is None:
            return
        keys = [column.key for column in self.layout.history]
        for row in _rows(table):
            values = {key: self._plain(table, row, key) for key in keys}
            place = self.book.place(table.sheet.name, row, table.columns["row"])
            self._know_row(table, row)
            if not any(values.values()):
                continue
            entries: list[Entry] = [self.submission]
            entries += [values[key] for key in keys if key != "seal"]
            if seal_of(entries) != values["seal"]:
                self.notes.problem(
                    place, "history-changed",
                    f"每轮记录第 {row} 行在程序写出之后有改动,这一条没有采用",
                    "请用原来交出的那一份复核表,只在本轮的格里填写。",
                )  # fmt: skip
                told = " ".join(t for k, t in values.items() if t and k not in ("saw", "seal"))
                self._piece(told, place)
                continue
            self._remember(values)

    def _remember(self, values: Mapping[str, str]) -> None:
        common = {
            "submission": self.submission, "row": values["row"], "by": values["by"],
            "at": values["at"], "round": values["round"], "saw": values["saw"],
        }  # fmt: skip
        if self.layout.writer(values["round"]) == "unit":
            agrees = self._answer(values["agrees"])
            self.replies.append(
                Reply(agrees=agrees, say=values["reply"], evidence=values["proof"], **common)
            )
        elif values["verified"] or values["score"]:
            self.decisions.append(
                Decision(
                    verified_actual=values["verified"] or None,
                    score=Decimal(values["score"]) if values["score"] else None,
                    ground=values["ground"],
                    **common,
                )
            )

    # the round that is open

    def _table(self, table: Table) -> None:
        for at in table.twice:
            place = self.book.place(table.sheet.name, table.heading, at)
            self.notes.problem(
                place, "heading-twice", "这一栏的名称出现了两次", "请删去多余的一列。"
            )
        missing = [
            self.layout.headings[key]
            for key in (*(c.key for c in self._open()), "saw", "points")
            if key not in table.columns
        ]
        if missing:
            place = self.book.place(table.sheet.name, table.heading)
            what = f"少了栏目:{'、'.join(missing)}"
            self.notes.problem(place, "column-missing", what, _MAKE_ANEW)
        signed = self._signature()
        seen: dict[str, int] = {}
        unknown: list[int] = []
        for row in _rows(table):
            key = self._plain(table, row, "id")
            if not key:
                unknown.append(row)
                continue
            if key in seen:
                if self._typed(table, row):
                    place = self.book.place(table.sheet.name, row, table.columns["id"])
                    what = f"第 {row} 行与第 {seen[key]} 行是同一个指标,这一行填的没有采用"
                    self.notes.problem(place, "row-twice", what, "请删去多余的一行。")
                    self._leave_typed(table, row)
                continue
            seen[key] = row
            self._check_seal(table, row, key)
            if self.writer == "evaluator":
                self._decision(table, row, key, signed)
            elif self.writer == "unit":
                self._reply(table, row, key, signed)
        for row in seen.values():
            self._know_row(table, row)
        for row in unknown:
            if row < max(seen.values(), default=0) and self._typed(table, row):
                place = self.book.place(table.sheet.name, row, 1)
                what = f"第 {row} 行是后来插入的,看不出是哪个指标,填的没有采用"
                self.notes.problem(place, "row-unknown", what, "请填到该指标原来的行里。")
        if self.writer is not None and self._entered() and not all(signed):
            where = signature_cell(self.book, self.layout, SIGNED[self.writer][0])
            place = self.book.place(where[0].name, *where[1:]) if where else self.book.place()
            self._warn(
                place, "not-signed", "填了内容,但没有填姓名和日期",
                "程序认为这一轮还没有办结;办结时请在表下方签名处填上。",
            )  # fmt: skip

    def _entered(self) -> bool:
        rounds = {d.round for d in self.decisions} | {r.round for r in self.replies}
        return self.round in rounds

    def _open(self) -> list[Column]:
        return [c for c in self.layout.columns if c.by is not None and c.by == self.writer]

    def _signature(self) -> tuple[str, str]:
        found = ["", ""]
        for number, name in enumerate(SIGNED[self.writer] if self.writer else ()):
            where = signature_cell(self.book, self.layout, name)
            if where is None:
                continue
            sheet, row, column = where
            self.notes.known.add((sheet.name, row, column))
            cell = sheet.cells.get((row, column))
            if cell is not None:
                place = self.book.place(sheet.name, row, column)
                found[number] = self._short(value_of(cell, "date", place, self.notes) or "", place)
        return found[0], found[1]

    def _decision(self, table: Table, row: int, key: str, signed: tuple[str, str]) -> None:
        verified = self._text(table, row, "verified")
        score = self._score(table, row)
        ground = self._choice(table, row, "ground")
        note = self._text(table, row, "note")
        decides = verified or score is not None
        place = self._place(table, row, "ground")
        if not decides:
            if (ground or note) and not self._plain(table, row, "score"):
                self._warn(
                    place, "nothing-decided", "选了认定理由,没有填复核完成值或复核得分",
                    "请补填其中一栏,或清空理由。",
                )  # fmt: skip
                self._piece(" ".join((ground, note)).strip(), place)
            return
        if not ground and not note:
            self.notes.problem(
                place,
                "no-ground",
                "填了认定结果,没有选认定理由,这一行没有采用",
                "请选一项认定理由。",
            )
            told = (verified, "" if score is None else format(score, "f"))
            self._piece(" ".join(t for t in told if t), place)
            return
        whole = self.layout.ground_join.join(part for part in (ground, note) if part)
        if not self.layout.listed(ground):
            self._warn(
                place, "ground-unknown", f"认定理由“{shown(whole)}”不在清单里",
                "可以保留;但得分超出规则的上下限时,只能用清单里的理由。",
            )  # fmt: skip
        self.decisions.append(
            Decision(
                submission=self.submission,
                row=key,
                verified_actual=verified or None,
                score=score,
                ground=self._short(whole, place),
                by=signed[0],
                at=signed[1],
                round=self.round,
                saw=self._plain(table, row, "saw"),
            )
        )

    def _score(self, table: Table, row: int) -> Decimal | None:
        column = table.columns.get("score")
        cell = table.sheet.cells.get((row, column)) if column is not None else None
        if cell is None or column is None:
            return None
        place = self.book.place(table.sheet.name, row, column)
        if cell.number is None:
            cell = Cell(
                "".join(unicodedata.normalize("NFKC", cell.text).split()), formula=cell.formula
            )
        text = value_of(cell, "points", place, self.notes)
        if text is None:
            return None
        points = self._plain(table, row, "points")
        if PLAIN_NUMBER.fullmatch(text) is None:
            self.notes.problem(
                place,
                "not-a-number",
                f"“{shown(text)}”不是数,这一行的得分没有采用",
                "请只填一个数。",
            )
            self._piece(text, place)
            return None
        number = Decimal(text)
        most = Decimal(points) if PLAIN_NUMBER.fullmatch(points) else None
        if number < 0 or (most is not None and number > most):
            self.notes.problem(
                place, "score-range",
                f"复核得分 {text} 不在 0 到分值 {points} 之间,没有采用", "请核对后重填。",
            )  # fmt: skip
            self._piece(text, place)
            return None
        return number

    def _reply(self, table: Table, row: int, key: str, signed: tuple[str, str]) -> None:
        word = self._choice(table, row, "agrees")
        say = self._text(table, row, "reply")
        proof = self._text(table, row, "proof")
        if not (word or say or proof):
            return
        place = self._place(table, row, "agrees")
        agrees = self._answer(word)
        answers = self.layout.replies
        if agrees is None:
            wanted = f"请选“{answers.agree.word}”或“{answers.disagree.word}”。"
            if word:
                self.notes.problem(
                    place, "answer-unknown", f"看不懂“{shown(word)}”是认可还是不认可", wanted
                )
                say = f"{word}\n{say}".strip()
            else:
                self._warn(place, "no-answer", "写了说明,没有选认可还是不认可", wanted)
        elif not agrees and not say:
            self._warn(place, "no-reason", "不认可,没有写说明", "请写明原因,并附佐证。")
        self.replies.append(
            Reply(
                submission=self.submission,
                row=key,
                agrees=agrees,
                say=say,
                evidence=proof,
                by=signed[0],
                at=signed[1],
                round=self.round,
                saw=self._plain(table, row, "saw"),
            )
        )

    def _answer(self, word: str) -> bool | None:
        text = folded_entry(word).casefold().strip("。.!")
        for answer, means in (
            (self.layout.replies.agree, True),
            (self.layout.replies.disagree, False),
        ):
            if text and text in _words(answer):
                return means
        return None

    # cells

    def _place(self, table: Table, row: int, key: str) -> Place:
        return self.book.place(table.sheet.name, row, table.columns.get(key, 0))

    def _plain(self, table: Table, row: int, key: str) -> str:
        """Return a locked cell: numbers in plain digits, texts as they are."""
        column = table.columns.get(key)
        cell = table.sheet.cells.get((row, column)) if column is not None else None
        if cell is None:
            return ""
        return folded_entry(cell.number) if cell.number is not None else cell.text

    def _text(self, table: Table, row: int, key: str) -> str:
        column = table.columns.get(key)
        cell = table.sheet.cells.get((row, column)) if column is not None else None
        if cell is None:
            return ""
        return value_of(cell, "text", self._place(table, row, key), self.notes) or ""

    def _choice(self, table: Table, row: int, key: str) -> str:
        return unicodedata.normalize("NFKC", self._text(table, row, key)).strip()

    def _short(self, text: str, place: Place) -> str:
        if len(text) <= _LONGEST_NAME:
            return text
        self._warn(place, "too-long", f"文字超过 {_LONGEST_NAME} 字,只取前面的", "请写短些。")
        self._piece(text, place)
        return text[:_LONGEST_NAME]

    def _check_seal(self, table: Table, row: int, key: str) -> None:
        """Tell where a row was changed that nobody should change now."""
        seal = self._plain(table, row, "seal")
        fixed: list[Entry] = [key, self._plain(table, row, "saw")]
        told = []
        for column in self.layout.columns:
            if column.key == "final" or column.key not in table.columns:
                continue
            value = self._plain(table, row, column.key)
            if column.by is not None and column.by == self.writer:
                continue
            fixed.append(value)
            told.append(value)
        if seal and seal_of(fixed) != seal and not self._is_closed(table, row, key, seal):
            place = self.book.place(table.sheet.name, row, table.columns["id"])
            self._warn(
                place, "row-changed", f"第 {row} 行里本轮不该填的格子有改动,改动的内容没有采用",
                "要更正自评数据,请改自评表后重新复核。",
            )  # fmt: skip
            self._piece(" ".join(" ".join(t.split()) for t in told if t), place)

    def _is_closed(self, table: Table, row: int, key: str, seal: str) -> bool:
        """Tell whether the row was closed when it was written: then all of its cells were fixed."""
        fixed = [key, self._plain(table, row, "saw")]
        fixed += [
            self._plain(table, row, c.key)
            for c in self.layout.columns
            if c.key != "final" and c.key in table.columns
        ]
        return seal_of(fixed) == seal

    # what has no other place

    def _typed(self, table: Table, row: int) -> list[str]:
        keys = [c.key for c in self.layout.columns if c.by is not None and c.by == self.writer]
        return [text for key in keys if (text := self._plain(table, row, key))]

    def _leave_typed(self, table: Table, row: int) -> None:
        place = self.book.place(table.sheet.name, row, table.columns["id"])
        self._piece(" ".join(self._typed(table, row)), place)

    def _leave_table(self, table: Table) -> None:
        for row in _rows(table):
            for column in self.layout.columns:
                if column.by is not None:
                    text = self._plain(table, row, column.key)
                    if text:
                        self._piece(text, self._place(table, row, column.key))

    def _know_row(self, table: Table, row: int) -> None:
        for column in table.columns.values():
            self.notes.known.add((table.sheet.name, row, column))

    def _leave_others(self) -> None:
        """Return every text that is neither the worksheet's own nor was read."""
        own = seals_of(self.book, self.layout)
        skip = {self.layout.sheets.about, self.layout.sheets.guide}
        for sheet in self.book.sheets:
            if sheet.name in skip:
                continue
            for (row, column), cell in sorted(sheet.cells.items()):
                if (sheet.name, row, column) in self.notes.known or cell.formula:
                    continue
                text = cell.text.strip()
                if text and seal_of([text]) not in own and not self._is_history_head(cell):
                    self._piece(text, self.book.place(sheet.name, row, column))

    def _is_history_head(self, cell: Cell) -> bool:
        texts = [self.layout.words["history_title"], *(c.heading for c in self.layout.history)]
        return folded_entry(cell.text) in {folded_entry(text) for text in texts}

    def _piece(self, text: str, place: Place) -> None:
        if len(self.rest) < _MOST_PIECES:
            self.rest.append(Piece(text=text, at=place.in_book))
        else:
            self.left += 1

    def _warn(self, place: Place, code: str, message: str, hint: str) -> None:
        self.warnings.append(Problem(code, message, place, hint, severity="warning"))

    def _told(self) -> list[Problem]:
        """Return what was coped with, as notes."""
        return [
            Problem("repair", f"{one['what']}({one['why']})" if one["why"] else one["what"],
                    Place(self.book.name, where=one["at"]), severity="note")
            for one in self.notes.all_repairs()
        ]  # fmt: skip


def _rows(table: Table) -> range:
    return range(table.heading + 1, table.sheet.bottom + 1)


def _words(answer: Answer) -> set[str]:
    return {folded_entry(word).casefold() for word in (answer.word, *answer.also)}
