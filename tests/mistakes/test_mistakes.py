"""What officers do to their files, and what each is told: the table in ``table/``.

Every message is Chinese, names the file or the place in it, says what to do where the program could
not go on, and changes nothing that the officer typed.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from scoring.cli import check, score
from scoring.readers.field_words import field_words
from scoring.words import load_vocabulary
from scoring.work.review import self_check
from scoring.workbooks.fill_in.layout import TEXTS, FillLayout
from tests.mistakes.desk import BASES, filled, make, run, table

TABLE = table()
INNER = re.compile(r"Traceback|Error\b|Exception|\bNone\b|\bTrue\b|\bFalse\b|errno|Errno|<[a-z]+ ")


@pytest.fixture(scope="session")
def bases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("填好的表")
    return {kind: filled(folder, kind) for kind in BASES}


@pytest.fixture(autouse=True)
def one_library(library, monkeypatch):
    """Compile sets and review rules once for all rows."""
    for command in (score, check):
        monkeypatch.setattr(command, "library_for_reading", lambda *_: library)
    monkeypatch.setattr(score, "self_check", lambda _: self_check(library))
    monkeypatch.setattr(check, "Reviewer", self_check)


def test_the_table_is_long_enough_and_names_each_mistake_once():
    assert len({row.id for row in TABLE}) == len(TABLE)
    assert len(TABLE) >= 75


@pytest.mark.parametrize("mistake", TABLE, ids=[row.id for row in TABLE])
def test_what_the_officer_is_told(mistake, bases, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    make(mistake, bases)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    capsys.readouterr()
    status = run(mistake)
    said = "".join(capsys.readouterr())
    assert not INNER.search(said), said
    assert [text for text in mistake.says if text not in said] == [], said
    assert [text for text in mistake.never if text in said] == [], said
    assert status == mistake.status, said
    if status == 2:
        assert "错误" in said
        assert "怎么办" in said or "查看用法" in said
    for path, content in before.items():
        assert path.read_bytes() == content, f"{path.name} was changed"
    if mistake.keeps:
        written = [p.read_text("utf-8") for p in Path("结果").iterdir()]
        kept = unescape("\n".join([said, *written]))
        assert [text for text in mistake.keeps if text not in kept] == []


def test_every_key_that_a_message_may_name_has_a_chinese_name():
    tables = load_vocabulary(FillLayout).tables.values()
    keys = {column.key.rpartition(".")[2] for table in tables for column in table.columns}
    fields = [f.key for f in load_vocabulary(FillLayout).fields if not f.key.startswith(TEXTS)]
    keys |= {key.rpartition(".")[2] for key in fields}  # texts bear the names that people read
    computed = {"live_rate", "live_score", "of", "item", "value", "goal", "id"}
    assert sorted(keys - computed - field_words().keys()) == []
