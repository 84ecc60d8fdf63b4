"""Every set that ships and every test set checks clean, and together they use every field there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.indicator_set.file_model import SetFile
from scoring.indicator_set.model import SetNode
from scoring.records.submission import Submission
from scoring.set_tools.check import check_one
from scoring.work.library import Library
from tests.folders import SETS

ALL = [entry.id for entry in Library(SETS).entries()]
SHIPPED = [name for name in ALL if not name.startswith("test/")]
WITHOUT_EXAMPLES = {"test/frame-2013", "mof/2013-department", "mof/2013-project"}
OF_THE_FIELD = {
    "mof/2020-project", "mof/2020-project-reverse-ratio", "mof/2020-project-reverse-linear",
    "mof/2020-project-over-none", "mof/2020-project-over-cut", "mof/2021-project-cost",
    "mof/2021-project", "mof/2021-project-cost-no-satisfaction", "mof/2021-project-no-satisfaction",
    "mof/2013-department", "mof/2013-project", "shenzhen/2022-project", "shenzhen/2024-department",
    "sichuan/2023-project", "sichuan/2018-department", "sichuan/2018-project", "hubei/project",
    "chongqing/2021-department", "hunan-yueyang/2018-department", "tianjin/department",
    "guangxi/project", "anhui/department", "transfer-payment/region",
    "common/department", "common/department-no-satisfaction", "common/department-completion",
}  # fmt: skip
RULES = {"mof/2020-rules", "mof/2021-rules"}
"""Rules without a tree, for the sets of the field to extend."""


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(SETS)


def test_the_sets_of_the_field_ship() -> None:
    assert set(SHIPPED) == OF_THE_FIELD | RULES


@pytest.mark.parametrize("name", ALL)
def test_every_set_checks_clean(name: str, library: Library) -> None:
    checked = check_one(name, library)
    assert [f"{p.place} {p.code} {p.message}" for p in checked.problems] == []
    assert checked.examples > 0 or name in WITHOUT_EXAMPLES


@pytest.mark.parametrize("name", ALL)
def test_no_set_calls_itself_checked_against_an_original(name: str, library: Library) -> None:
    """No original of any of these documents was at hand."""
    standings = {source.standing for source in library.indicator_set(name).sources.values()}
    assert "official" not in standings


@pytest.mark.parametrize("name", SHIPPED)
def test_all_points_rest_on_a_document(name: str, library: Library) -> None:
    """The branch or leaf names it, or one above it does."""

    def bare(node: SetNode, above: bool) -> Iterator[str]:
        named = above or bool(node.source)
        if node.points and not named:
            yield node.name
        for child in node.children:
            yield from bare(child, named)

    assert [n for top in library.indicator_set(name).levels for n in bare(top, False)] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_sources_name_documents_and_no_address(name: str, library: Library) -> None:
    for source in library.indicator_set(name).sources.values():
        assert not re.search(r"://|www\.|\.(cn|com|net)\b|\bS\d", source.document + source.article)


UNVERIFIED = {
    "mof/2021-rules": ["指引"],
    "mof/2013-department": ["名称", "转述"],
    "mof/2013-project": ["转述"],
    "shenzhen/2024-department": ["评分表"],
    "hubei/project": ["定量转述"],
    "hunan-yueyang/2018-department": ["推算"],
    "transfer-payment/region": ["区域表"],
    "mof/2020-project-over-cut": ["超额"],
}


@pytest.mark.parametrize("name", UNVERIFIED)
def test_what_was_never_checked_says_so(name: str, library: Library) -> None:
    sources = library.indicator_set(name).sources
    assert {sources[key].standing for key in UNVERIFIED[name]} == {"unverified"}


def test_every_rule_of_the_2021_guide_is_unverified(library: Library) -> None:
    text = library.text("mof/2021-rules")
    assert text is not None
    rules = as_data(parse_yaml(text.text, text.name))["rules"]
    assert {rule["source"] for rule in rules.values()} == {"指引", "口径"}


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
    # Change no score: test_versions.py, the layouts of the corpus.
    told_only = {
        ("Submission", "set_digest"), ("Submission", "at"), ("Submission", "known"),
        ("Submission", "not_found"), ("Indicator", "known"),
    }  # fmt: skip
    assert wanted - found - filled_in - told_only == set()


def test_every_key_of_a_set_stands_in_a_set(library: Library) -> None:
    wanted = set(fields(SetFile, set()))
    texts = [text for name in ALL if (text := library.text(name)) is not None]
    found = {
        field
        for text in texts
        for field in written(SetFile, as_data(parse_yaml(text.text, text.name)))
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
