"""The real files that are mutated, by what reads them."""

from __future__ import annotations

from functools import cache

from scoring.records.finding import Review
from scoring.records.result import Reviewed
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.write.book import fill_workbook
from tests.corpus.real_form import as_html, as_xlsx, examples, layout
from tests.corpus.word_documents import document, p, table
from tests.folders import DOCUMENTS, EXAMPLES, FORM_FILES, SEEDS
from tests.sheet_maker import SheetMaker
from tests.statistics.fuzz.mutations import mutated

TEXTS = ("text", "targets", "records")


@cache
def corpus() -> dict[str, tuple[bytes, ...]]:
    """Return the files by kind; the suffixes mean nothing to the readers."""
    six = examples()
    library = Library()
    plan = make_plan(library.indicator_set(six[5].set), load_vocabulary(FillLayout), six[5], None)
    seeds = sorted(SEEDS.glob("*.txt"))
    yaml = [path.read_bytes() for path in EXAMPLES]
    result = score_submission(six[5], library)
    review_sheets = SheetMaker(library, Reviewer(library).words.kinds)
    none = Review("-", "", (), (), (), (), 0, 0)
    reviewed = Reviewed("甲.xlsx", "", result, none)
    return {
        "xlsx": (as_xlsx(layout(six[0]), layout(six[5])), *_of("xlsx")),
        "fill-in": (fill_workbook(plan, load_vocabulary(FillLayout)),),
        "worksheet": (review_sheets.xlsx(reviewed),),
        "docx": (document("".join(p("附件") + table(layout(one)) for one in six)), *_of("docx")),
        "html": (as_html(layout(six[1])), *_of("html")),
        "text": (seeds[4].read_text("utf-8")[-20_000:].encode(), seeds[0].read_bytes()),
        "targets": tuple(
            path.read_text("utf-8")[-10_000:].encode() for path in (seeds[1], seeds[3])
        ),
        "records": (*yaml[:2], yaml[5]),
        "xls": ((DOCUMENTS / "six.xls").read_bytes(), *_of("xls")),
        "pdf": (*_of("pdf"),),
    }


def changed(kind: str, number: int) -> bytes:
    """Return a file of a kind, changed in the way of a number."""
    files = corpus()[kind]
    return mutated(number, files[number % len(files)], files, text=kind in TEXTS)


def _of(kind: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(FORM_FILES.glob(f"*.{kind}")))
