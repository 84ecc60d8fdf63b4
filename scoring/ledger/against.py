"""A ledger compared with what was handed out of it: sheets and exports show whether its end was cut.

The chain alone does not: whoever removes the last entries leaves a shorter chain that is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scoring.ledger.chain import entries_digest
from scoring.ledger.store import Ledger
from scoring.problem import Place, Problem, warning
from scoring.records.exported_entry import ExportedEntry
from scoring.records.sheet_reading import SheetReading

_MOST_NAMED: Final = 5
_HINT: Final = "请核对是不是同一本台账；是的，说明台账被截短或换过，请用备份核对并查明谁动过它。"
_OTHER: Final = "这几条多半是从另一本台账读入的；不是的，说明台账被整个重做过，请查明。"


def faults_of_sheet(ledger: Ledger, sheet: SheetReading, place: Place) -> Iterator[Problem]:
    """Yield what a sheet says of its project's entries that the ledger does not bear out."""
    known = set(sheet.known)
    missing = sorted(known - ledger.ids())
    if missing:
        yield _missing(len(missing), missing, f"这份复核表列出的 {len(known)} 条", place)
    # A unit's sheet names only what concerns it; count and digest are of all entries there too.
    is_whole = sheet.kind == "review" or len(known) == sheet.count
    if known and is_whole and (len(known), entries_digest(known)) != (sheet.count, sheet.digest):
        message = "复核表印的条数、摘要与它自己列的编号不符"
        hint = "这份复核表的隐藏内容被改过，不能用来核对；请换一份。"
        yield Problem("sheet-changed", message, place, hint)
    handed_out = {(one.project, one.edition): one for one in ledger.editions()}
    edition = handed_out.get((sheet.project, sheet.edition))
    if edition is None:
        if not missing:
            message = "台账没有写出过这一版复核表"
            yield Problem("ledger-cut", message, place, _HINT)
    elif (edition.count, edition.digest) != (sheet.count, sheet.digest):
        message = f"台账记的这一版是 {edition.count} 条，复核表印的是 {sheet.count} 条，或摘要不同"
        yield Problem("ledger-changed", message, place, _HINT)


def faults_of_export(
    ledger: Ledger, exported: Iterable[ExportedEntry], place: Place
) -> Iterator[Problem]:
    """Yield what an export holds that the ledger does not, or holds with another chain before it."""
    own = {one.entry.id: one for one in ledger.exported()}
    missing: list[str] = []
    changed: list[str] = []
    elsewhere: list[str] = []
    for one in exported:
        entry = one.entry.id
        if entry not in own:
            missing.append(entry)
        elif one.link and one.link != own[entry].link:
            # An entry that came from another ledger has another place, and was read elsewhere.
            is_same_row = (one.number, one.seen[:1]) == (own[entry].number, own[entry].seen[:1])
            (changed if is_same_row else elsewhere).append(entry)
    if missing:
        yield _missing(len(missing), missing, "导出的", place)
    if changed:
        message = f"从{_named(changed[:1])}起有 {len(changed)} 条的链与导出时不同"
        hint = "导出以后，它前面的内容被改过或重排过；请用备份核对并查明谁动过它。"
        yield Problem("ledger-changed", message, place, hint)
    if elsewhere:
        message = f"有 {len(elsewhere)} 条在台账里的位置与导出时不同{_named(elsewhere)}"
        yield warning("ledger-other", message, place, _OTHER)


def _missing(count: int, ids: list[str], of: str, place: Place) -> Problem:
    return Problem("ledger-cut", f"{of}里，有 {count} 条台账里没有{_named(ids)}", place, _HINT)


def _named(ids: list[str]) -> str:
    more = " 等" if len(ids) > _MOST_NAMED else ""
    return f"（编号 {'、'.join(entry[:12] for entry in ids[:_MOST_NAMED])}{more}）"
