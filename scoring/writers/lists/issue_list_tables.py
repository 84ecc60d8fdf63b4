"""The lists over a batch as tables: 问题清单 with its further sheets, and 读取情况."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from scoring.problem import Problem
from scoring.records.finding import MOST_ALSO, Finding
from scoring.records.result import FileState, FormState, ReadPiece, ReadState
from scoring.records.scorecard import Source
from scoring.writers.form_line import FormLine
from scoring.writers.lists.form_tables import form_row
from scoring.writers.lists.issue_list import Issue, ProposedMatch
from scoring.writers.lists.issue_list_words import ListWords
from scoring.writers.lists.list_rows import ListRows
from scoring.writers.lists.table_file import MOST_ROWS, ListTable, Row

_ROOM = MOST_ROWS - 2
"""Rows of a sheet beside its head and a line that says what was left out."""
_LISTED = frozenset({"findings", "between"})
"""What stands in the list of issues; advice for targets has a list of its own."""


def issue_tables(
    issues: Sequence[Issue],
    matches: Sequence[ProposedMatch],
    state: ReadState,
    words: ListWords,
    kinds: Mapping[str, str],
    *,
    forms: Sequence[FormLine] = (),
    most: int = _ROOM,
) -> list[ListTable]:
    """Return the sheets of 问题清单; ``kinds`` are the words for E, Q and N.

    The issues with the most points at stake come first.
    """
    most_first = [(_lightness(i), n) for n, i in enumerate(issues) if i.list in _LISTED]
    listed = [number for _, number in sorted(most_first)]
    targets = [number for number, issue in enumerate(issues) if issue.list == "targets"]
    other = words.files["findings"] + ".jsonl"

    def row(number: int) -> Row:
        return _issue_row(issues[number], words, kinds)

    return [
        _capped("issues", ListRows(listed, row), words, most, other),
        _capped(
            "all_forms",
            ListRows(forms, partial(form_row, words=words)),
            words,
            most,
            words.files["scorecards"],
        ),
        _capped("targets", ListRows(targets, row), words, most, other),
        _capped("matches", ListRows(matches, _match_row), words, most, other),
        _capped("unread", list(_unread(state, words)), words, most, words.files["reading"]),
        _capped("totals", list(_totals(issues, len(matches), words, kinds)), words, most, other),
    ]


def _lightness(issue: Issue) -> tuple[Decimal, int]:
    """Return by what issues are ordered: the points at stake, then E before Q before N."""
    stake = issue.finding.stake
    return -stake.high if stake is not None else Decimal(0), "EQN".index(issue.finding.kind)


def reading_tables(state: ReadState, words: ListWords, most: int = _ROOM) -> list[ListTable]:
    """Return the sheets of 读取情况: the first is the list of files."""
    reading = words.files["reading"] + ".csv"
    files = partial(_file_row, words=words)
    forms = [form for file in state.files for form in file.forms]
    return [
        _capped("files", ListRows(state.files, files), words, most, reading),
        _capped("forms", ListRows(forms, partial(_form_row, words=words)), words, most, reading),
        _capped(
            "pieces", ListRows(state.pieces, partial(_piece, words=words)), words, most, reading
        ),
        _capped("problems", list(_problems(state, words)), words, most, reading),
        _capped(
            "passed_over",
            [
                {"file": p.name if p.count == 1 else f"{p.name} {p.count}".strip(), "text": p.why}
                for p in state.passed_over
            ],
            words,
            most,
            reading,
        ),
    ]


def _capped(key: str, rows: Sequence[Row], words: ListWords, most: int, other: str) -> ListTable:
    """Return a table with as many rows as it may have, numbered."""
    left = len(rows) - most
    note = words.text("cut", most=most, left=left, other=other) if left > 0 else ""
    shown = ListRows(range(min(len(rows), most)), lambda n: {"number": n + 1, **rows[n]})
    return ListTable(words.tables[key], shown, note)


def _issue_row(issue: Issue, words: ListWords, kinds: Mapping[str, str]) -> Row:
    finding = issue.finding
    return {
        "kind": kinds[finding.kind],
        "project": issue.project,
        "unit": issue.unit,
        "name": issue.name,
        "title": finding.title,
        "text": issue.text + _also(issue, words),
        "settle": issue.settle,
        "advice": issue.advice,
        "low": finding.stake.low if finding.stake is not None else None,
        "high": finding.stake.high if finding.stake is not None else None,
        "sources": _sources(finding, words),
        "file": issue.file,
        "place": issue.place if issue.place != issue.file else "",
        "code": finding.code,
    }


def _also(issue: Issue, words: ListWords) -> str:
    """Name the first of the further rows of which the same is true, and how many there are."""
    if not issue.also:
        return ""
    name = "also" if len(issue.also) <= MOST_ALSO else "also_more"
    rows = "、".join(issue.also[:MOST_ALSO])
    return words.text(name, rows=rows, count=len(issue.also))


def _match_row(match: ProposedMatch) -> Row:
    left, right = match.left, match.right
    return {
        "name": left.name, "value": left.value, "file": left.file, "place": left.at,
        "other_name": right.name, "other_value": right.value, "other_file": right.file,
        "other_place": right.at, "likeness": match.likeness, "common": match.common,
        "text": match.why,
    }  # fmt: skip


def _sources(finding: Finding, words: ListWords) -> str:
    return "\n".join(_source(source, words) for source in finding.sources)


def _source(source: Source, words: ListWords) -> str:
    standing = words.standings.get(source.standing, source.standing)
    return words.text("source", document=source.document, article=source.article, standing=standing)


def _totals(
    issues: Sequence[Issue], matches: int, words: ListWords, kinds: Mapping[str, str]
) -> Iterator[Row]:
    """Yield how many findings there are of each kind, then of each code; those of repeats once."""
    groups = {key: _FindingCount() for key in ("E", "Q", "N", "targets")}
    for issue in issues:
        if not issue.repeat:
            groups[issue.finding.kind if issue.list in _LISTED else "targets"].add(issue)
    for key, group in groups.items():
        label = words.lists["targets"] if key == "targets" else kinds[key]
        yield _count(label, "", words.text("total"), group.count, group.forms)
        codes = group.by_code.items()
        for (code, title), own in sorted(codes, key=lambda e: (-e[1].count, e[0])):
            yield _count(label, code, title, own.count, own.forms)
    yield {"kind": words.lists["matches"], "title": words.text("total"), "count": matches}


class _FindingCount:
    """How many findings there are of a kind, and of how many forms; and of each of its codes."""

    def __init__(self) -> None:
        self.count = 0
        self.forms: set[tuple[str, str]] = set()
        self.by_code: dict[tuple[str, str], _FindingCount] = {}

    def add(self, issue: Issue) -> None:
        """Count one more."""
        code = issue.finding.code, issue.finding.title
        for each in (self, self.by_code.setdefault(code, _FindingCount())):
            each.count += 1
            each.forms.add((issue.file, issue.submission))


def _count(kind: str, code: str, title: str, count: int, forms: Collection[object]) -> Row:
    return {"kind": kind, "code": code, "title": title, "count": count, "forms": len(forms)}


# reading


def _unread(state: ReadState, words: ListWords) -> Iterator[Row]:
    """Yield what was not re-scored: files, then the forms that were found in others, and why."""
    for file in state.files:
        if file.is_unread:
            yield from _reasons(file.name, "", "", "unread", file.problems, words)
        if file.holds_nothing:
            row = _row(file.name, "", "", words.fates["nothing"])
            yield {**row, "text": words.nothing["text"], "settle": words.nothing["settle"]}
        for form in file.forms:
            if form.fate == "no-set":
                text = words.no_set["text"]
                if form.candidates:
                    near = words.text("no_set.near", sets="、".join(form.candidates))
                    text = f"{text}；{near}"
                settle = words.no_set_settle(form.nearest)
                row = _row(form.file, form.at, form.called, words.fates["no-set"])
                yield {**row, "text": text, "settle": settle}
            elif form.fate != "reviewed":
                problems = () if form.secret else form.problems
                yield from _reasons(form.file, form.at, form.called, form.fate, problems, words)


def _reasons(
    file: str, at: str, called: str, fate: str, problems: Sequence[Problem], words: ListWords
) -> Iterator[Row]:
    row = _row(file, at, called, words.fates[fate])
    if not problems:
        yield {**row, "text": words.text("hidden")}
    for problem in problems:
        place = _place(problem, words) or at
        yield {**row, "place": place, "text": problem.message, "settle": problem.hint}


def _row(file: str, at: str, called: str, fate: str) -> Row:
    return {"file": file, "place": "" if at == file else at, "project": called, "fate": fate}


def _place(problem: Problem, words: ListWords) -> str:
    """Return where in its file a problem is; empty for the whole file."""
    place = problem.place
    if place.sheet or place.where or not place.line:
        return place.where or (place.in_book if place.sheet else "")
    return words.text("line", line=place.line)


def _file_row(file: FileState, words: ListWords) -> Row:
    row: Row = {"file": file.name, "problems": len(file.problems)}
    first = next((p.message for p in file.problems), "")
    if file.contents is None:
        return {**row, "fate": words.fates["unread"], "text": first}
    held = file.contents
    reviewed = sum(form.fate == "reviewed" for form in file.forms)
    faults = sum(len(f.problems) for f in file.forms)
    fate = "partly" if reviewed < len(file.forms) else "read"
    if file.holds_nothing:
        fate = "nothing"
    return {
        **row,
        "kind": words.kinds[held.kind],
        "fate": words.fates[fate],
        "forms": held.forms,
        "reviewed": reviewed,
        "targets": held.targets,
        "statements": held.statements,
        "passages": held.passages,
        "decisions": held.decisions,
        "repairs": held.repairs,
        "rest": held.rest + held.unplaced,
        "problems": len(file.problems) + faults,
        "text": first,
    }


def _form_row(form: FormState, words: ListWords) -> Row:
    clues = form.by_clues if form.set else form.candidates
    text = words.text("hidden") if form.secret and clues else "、".join(clues)
    if form.fate == "reviewed":
        text = text or words.set_by.get(form.set_by, "")
    row = _row(form.file, form.at, form.called, words.fates[form.fate])
    return {**row, "set": form.set, "text": text}


def _piece(piece: ReadPiece, words: ListWords) -> Row:
    row = _row(piece.file, piece.at, piece.called, words.fates[piece.fate])
    text = words.text("hidden") if piece.text is None else piece.text
    return {**row, "text": text, "settle": piece.why}


def _problems(state: ReadState, words: ListWords) -> Iterator[Row]:
    listed = set()
    for file in state.files:
        secret = file.contents is not None and file.contents.is_secret
        problems = [*file.problems, *(p for form in file.forms for p in form.problems)]
        for problem in problems:
            listed.add((file.name, problem.place.where, problem.message))
            yield _problem(file.name, problem, words, secret=secret)
    for problem in state.written:
        if (problem.place.file, problem.place.where, problem.message) not in listed:
            yield _problem(problem.place.file, problem, words)


def _problem(file: str, problem: Problem, words: ListWords, *, secret: bool = False) -> Row:
    return {
        "file": file, "place": _place(problem, words), "kind": words.severities[problem.severity],
        "text": words.text("hidden") if secret else problem.message,
        "settle": "" if secret else problem.hint,
    }  # fmt: skip
