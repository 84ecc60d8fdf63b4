"""Every vocabulary file is one model, loaded in one place; what is wrong in one is told with its place."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import scoring
from scoring.batch.recognise import ClueFile
from scoring.documents.node import Mapping_
from scoring.documents.vocabulary_file import VocabularyFile, WordGroups
from scoring.files import shipped
from scoring.problem import InputError
from scoring.values.vocabulary import Values
from scoring.words import load_vocabulary, read_vocabulary, shipped_tree
from scoring.writers.labels import Labels
from scoring.year.check.check_words import YearCheckWords
from scoring.year.report_texts import ReportTexts
from tests.folders import VOCABULARY

FILES = set(shipped.listing("vocabulary", ".yaml"))


def models() -> list[type[VocabularyFile]]:
    for module in pkgutil.walk_packages(scoring.__path__, "scoring."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    every = [*VocabularyFile.__subclasses__(), *WordGroups.__subclasses__()]
    return [model for model in every if model is not WordGroups]


def test_every_file_is_one_model_that_loads() -> None:
    described = [name for model in models() for name in (model.ships_as, *model.and_in)]
    assert set(described) == FILES
    first = [model.ships_as for model in models()]
    assert len(first) == len(set(first)), "further files may belong to several models"
    for model in models():
        if model is not Values:  # holds signs that are read as nothing; the lexicon checks it
            assert load_vocabulary(model) is load_vocabulary(model)


def test_no_key_stands_in_two_files_of_one_model() -> None:
    for model in models():
        keys: list[str | None] = []
        for name in (model.ships_as, *model.and_in):
            tree = shipped_tree(name)
            assert isinstance(tree, Mapping_)
            keys += [entry.key.text for entry in tree if entry.key.text != "schema"]
        assert len(keys) == len(set(keys))


def test_the_page_says_who_edits_which_file() -> None:
    page = (VOCABULARY / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+/\w+\.yaml)`", page, re.M)) == {
        name.removeprefix("vocabulary/") for name in FILES
    }


def test_the_marks_of_texts_that_wait_for_a_person_are_one_in_papers_and_in_their_check() -> None:
    marks, words = load_vocabulary(Labels).marks, load_vocabulary(YearCheckWords)
    assert load_vocabulary(ReportTexts).marks == {key: marks[key] for key in ("open", "draft")}
    assert list(words.open_marks) == [marks["open"], marks["draft"]]
    assert words.open_styles == {marks["open_style"]}
    written = re.findall("【[^】]*】", (VOCABULARY / "printing/year.yaml").read_text("utf-8"))
    assert set(written) <= set(words.open_marks)


def test_placeholders_of_both_tables_of_rows_are_the_same() -> None:
    placeholders = load_vocabulary(Labels).placeholders
    assert placeholders["indicator"] == placeholders["row"]


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "recognise.yaml"
    path.write_text("schema: ziping/recognise/1\nsets:\n  a/b: {must: [{titel: [表]}]}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_vocabulary(ClueFile, path)
    problem = caught.value.problems[0]
    assert (problem.place.file, problem.place.line) == (str(path), 3)
    assert "titel" in problem.message
    assert "title" in problem.hint
