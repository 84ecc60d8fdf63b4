"""The bounds of a workbook are those that the documents state."""

from __future__ import annotations

import re

from scoring.files import text_file
from scoring.readers.books.sheets import bounds


def test_the_documents_state_every_bound(checkout):
    page = (checkout / "docs/reading-files.md").read_text("utf-8")
    stated = {
        name: int(number.replace(",", ""))
        for name, number in re.findall(r"^\| `([A-Z_]+)` \| ([\d,]+)", page, re.MULTILINE)
    }
    held = {
        name: value
        for name, value in vars(bounds).items()
        if name.isupper() and isinstance(value, int) and not name.startswith("LAST_")
    }
    assert stated == {**held, "MOST_BYTES": text_file.MOST_BYTES}
