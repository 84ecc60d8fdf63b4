"""Records of a batch, made of the published projects."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import yaml

from scoring.bulk.worker import InputRecord
from scoring.records.bulk_record import SetAside
from tests.folders import EXAMPLES


def records(count: int) -> Iterator[InputRecord]:
    """Yield real projects, each with a code of its own, and now and then one that is none."""
    forms = [yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in EXAMPLES]
    for line in range(1, count + 1):
        form = forms[line % len(forms)]
        project = {**form["project"], "code": f"{line:06}"}
        text = json.dumps({**form, "project": project}, ensure_ascii=False)
        yield InputRecord("申报.jsonl", line, text if line % 50 else text[:-9])


def no_one(record: InputRecord) -> SetAside:
    pytest.fail(f"lost {record.place}")
