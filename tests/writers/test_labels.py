"""The vocabulary of the outputs knows a word for everything that can be printed."""

import dataclasses
from pathlib import Path
from typing import Any, get_args

import pytest

from scoring.documents.decode import decode
from scoring.documents.yaml_text import parse_yaml
from scoring.files import shipped
from scoring.problem import InputError
from scoring.records.claim_check import ClaimKind, Verdict
from scoring.records.scorecard import Status
from scoring.review.claim_checks import ORDERS
from scoring.values.attainment import Case, Note
from scoring.writers.form.view import GROUPS
from scoring.writers.labels import Labels


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("statuses", [s.value for s in Status]),
        ("notes", [n.value for n in Note]),
        ("rules", [c.value for c in Case]),
        ("verdicts", get_args(Verdict)),
        ("kinds", get_args(ClaimKind)),
        ("causes", [*ORDERS, "cut", "printed_precision"]),
        ("standings", ["official", "secondary", "observed", "unverified"]),
        ("directions_from", ["text", "column", "words", "presumed"]),
        ("met", ["true", "false", "null"]),
    ],
)
def test_every_key_has_a_chinese_word(make: Any, group: str, keys: list[str]) -> None:
    for key in keys:
        word = make.labels.groups[group][key]
        assert not word.isascii()


def test_placeholders_stand_for_fields(make: Any) -> None:
    labels = make.labels
    assert set(labels.placeholders) == set(GROUPS)
    assert set(labels.groups_of_rows.values()) == set(GROUPS) - {"form"}
    for group, names in labels.placeholders.items():
        fields = {field.name for field in dataclasses.fields(GROUPS[group])}
        assert set(names.values()) <= fields


def test_what_has_no_word_is_printed_as_it_is(make: Any) -> None:
    assert make.labels.word("notes", "取自句中") == "取自句中"
    assert make.labels.word("没有这一组", "x") == "x"


@pytest.mark.parametrize(
    "text", ["", "- 1", "schema: other", "a: [", "schema: ziping/labels/1\na: {"]
)
def test_what_is_no_vocabulary(text: str) -> None:
    with pytest.raises(InputError) as error:
        decode(Labels, parse_yaml(text, "labels.yaml"))
    assert error.value.problems[0].place.file == "labels.yaml"


def test_shipped_files_are_found() -> None:
    assert "vocabulary/printing/labels.yaml" in shipped.listing("vocabulary", ".yaml")
    assert "templates/forms.yaml" in shipped.listing("templates", ".yaml")
    assert shipped.listing("nothing", "") == ()
    assert shipped.read_bytes("templates/forms.yaml")[:1] == b"#"
    assert shipped.read_text("vocabulary/printing/labels.yaml").startswith("#")


def test_shipped_files_do_not_depend_on_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vocabulary").mkdir()
    assert shipped.read_text("vocabulary/printing/labels.yaml")
