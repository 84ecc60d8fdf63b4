"""Every set that ships and every test set checks clean, and together they use every field there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.indicator_set.file_model import SetFile
from scoring.library import Library
from scoring.set_check import check_one
from scoring.submission import Submission

SETS = Path(__file__).parents[1] / "sets"
ALL = [entry.id for entry in Library(SETS).entries()]
TESTED = [name for name in ALL if name.startswith("test/")]
WITHOUT_EXAMPLES = {"test/frame-2013"}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(SETS)


def test_shipped_sets_are_among_them() -> None:
    assert {"mof/2020-project", "shenzhen/2022-project"} <= set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_every_set_checks_clean(name: str, library: Library) -> None:
    checked = check_one(name, library)
    assert [f"{p.place} {p.code} {p.message}" for p in checked.problems] == []
    assert checked.examples > 0 or name in WITHOUT_EXAMPLES


@pytest.mark.parametrize("name", TESTED)
def test_no_test_set_calls_itself_checked_against_an_original(name: str, library: Library) -> None:
    standings = {source.standing for source in library.indicator_set(name).sources.values()}
    assert "official" not in standings


# every field is used


def fields(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[str, str]]:
    """Yield every field below ``model`` as (model's name, key as written)."""
    if model in seen:
        return
    seen.add(model)
    for name, info in model.model_fields.items():
        yield model.__name__, info.alias or name
        for part in parts(info.annotation):
            yield from fields(part, seen)


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def written(model: type[BaseModel], data: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields of ``model`` that ``data`` gives."""
    if isinstance(data, list):
        for item in data:
            yield from written(model, item)
    if not isinstance(data, dict):
        return
    keys = {info.alias or name: info for name, info in model.model_fields.items()}
    if not any(key in keys for key in data):  # a mapping of names to parts
        for item in data.values():
            yield from written(model, item)
        return
    for key, value in data.items():
        if key not in keys:
            continue
        yield model.__name__, key
        for part in parts(keys[key].annotation):
            yield from written(part, value)


def submissions(library: Library) -> Iterator[dict[str, Any]]:
    for name in ALL:
        cases = library.cases_text(name)
        if cases is None:
            continue
        for example in as_data(parse_yaml(cases.text, cases.name)):
            yield {**example.get("submission", {})}
            if "row" in example:
                yield {"indicators": [example["row"]]}


def test_every_field_of_a_submission_stands_in_an_example(library: Library) -> None:
    wanted = set(fields(Submission, set()))
    found = {field for given in submissions(library) for field in written(Submission, given)}
    filled_in = {("Submission", "schema"), ("Submission", "set")}  # by the runner of the examples
    assert wanted - found - filled_in == set()


def test_every_key_of_a_set_stands_in_a_set(library: Library) -> None:
    wanted = set(fields(SetFile, set()))
    found = {
        field
        for name in ALL
        for field in written(SetFile, dict(library.indicator_set(name).merged))
    }
    assert wanted - found == set()


def test_every_form_of_a_policy_stands_in_a_set(library: Library) -> None:
    wanted = set()
    for model in ("NodeFile", "SetFile", "InputFile"):
        part = SetFile if model == "SetFile" else _named(model)
        for name in ("rows", "combine", "not_applicable", "applies_to", "type", "scored"):
            info = part.model_fields.get(name)
            if info is not None:
                wanted |= {(name, choice) for choice in choices(info.annotation)}
    found = set()
    for name in ALL:
        for mapping in _mappings(dict(library.indicator_set(name).merged)):
            found |= {(k, v) for k, v in mapping.items() if isinstance(v, str)}
    defaults = {("combine", "sum"), ("applies_to", "policy")}  # what needs not be written
    assert wanted - found - defaults == set()


def choices(annotation: object) -> Iterator[str]:
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from choices(argument)


def _named(name: str) -> type[BaseModel]:
    seen: set[type[BaseModel]] = set()
    list(fields(SetFile, seen))
    return next(model for model in seen if model.__name__ == name)


def _mappings(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _mappings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _mappings(value)
