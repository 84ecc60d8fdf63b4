"""The documents stay true: links lead somewhere, examples load, and every key and name is explained."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from scoring.files import shipped
from scoring.indicator_set import file_model
from scoring.indicator_set.load import SetText, load_set
from scoring.readers.submissions import parse_submissions
from scoring.records import scorecard, submission
from scoring.records.claim_check import ClaimKind, Verdict
from scoring.records.decision import Decision, Reply
from scoring.records.submission import Submission
from scoring.rules.types import FUNCTIONS
from scoring.set_tools import examples as worked_examples
from scoring.set_tools.check import check_text
from scoring.values.attainment import Case, Note
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.writers.form import view
from scoring.writers.labels import Labels
from scoring.writers.scorecard_json import as_dict
from tests.folders import ROOT

PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md"))
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
FENCE = re.compile(r"^([ ]*)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose(page: Path) -> str:
    """Return a page without its code: what stands there is no link and no heading."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))


def anchors(page: Path) -> set[str]:
    """Return the names by which the headings of a page are linked to."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE):
        kept = "".join(
            c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN"
        )
        found.add(kept.strip().replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    whole = re.sub(r"\[`([^`\n]*)`\]", r"[\1]", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", FENCE.sub("", whole))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors(linked), target


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = text("docs/README.md")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in contents


# examples


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Yield every block of code in a language: where it stands, and its text."""
    for page in PAGES:
        whole = page.read_text("utf-8")
        for match in FENCE.finditer(whole):
            if match[2] == language:
                line = whole.count("\n", 0, match.start()) + 1
                yield f"{page.relative_to(ROOT)}:{line}", textwrap.dedent(match[3])


YAML = dict(blocks("yaml"))
SUBMISSIONS = {
    **{at: t for at, t in YAML.items() if t.startswith("schema: ziping/submission/")},
    **{at: t for at, t in blocks("json") if '"ziping/submission/' in t},
}
SETS = {at: t for at, t in YAML.items() if t.startswith("schema: 1\n")}
EXAMPLES = {at: t for at, t in YAML.items() if t.startswith("- name:")}


def test_there_are_examples() -> None:
    assert len(SUBMISSIONS) >= 4
    assert len(SETS) >= 3
    assert len(EXAMPLES) == 1


@pytest.mark.parametrize("at", SUBMISSIONS)
def test_a_complete_submission_loads_and_scores(at: str, library: Library) -> None:
    for _, given in parse_submissions(SUBMISSIONS[at], at):
        card = library.scorer(given.set).score(given)
        assert not card.unmatched


@pytest.mark.parametrize("at", SETS)
def test_a_complete_set_loads(at: str, library: Library) -> None:
    assert load_set(SetText(at, SETS[at]), library.text, library.built_ins)


def test_the_complete_set_and_its_examples_are_clean(library: Library) -> None:
    ((at, cases),) = EXAMPLES.items()
    own = next(t for where, t in SETS.items() if where.startswith(at.split(":", maxsplit=1)[0]))
    checked = check_text(SetText("set", own), SetText("cases", cases), library)
    assert not checked.problems
    assert f"（算例 {checked.examples} 个）" in text("docs/指标体系.md")


def test_decisions_in_the_pages_are_decisions() -> None:
    blocks = [t for t in YAML.values() if t.startswith("- {submission:")]
    records = [r for block in blocks for r in yaml.load(block, Loader=yaml.BaseLoader)]
    assert len(records) >= 4
    for record in records:
        assert (Reply if "agrees" in record else Decision).model_validate(record)


# every key and name is explained


def models(module: Any) -> list[type[BaseModel]]:
    return [
        model
        for model in vars(module).values()
        if isinstance(model, type)
        and issubclass(model, BaseModel)
        and model.__module__ == module.__name__
    ]


def keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def explained(page: str) -> set[str]:
    """Return everything that a page sets in code type, and the words in it."""
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", text(page)))
    return {*spans, *(word for span in spans for word in re.findall(r"\w+", span))}


def missing(wanted: list[str], page: str) -> list[str]:
    return sorted(set(wanted) - explained(page))


@pytest.mark.parametrize("model", models(file_model), ids=lambda m: m.__name__)
def test_every_key_of_a_set_is_explained(model: type[BaseModel]) -> None:
    assert not missing(keys(model), "docs/指标体系.md")


@pytest.mark.parametrize("model", models(worked_examples), ids=lambda m: m.__name__)
def test_every_key_of_a_worked_example_is_explained(model: type[BaseModel]) -> None:
    assert not missing(keys(model), "docs/指标体系.md")


@pytest.mark.parametrize("model", models(submission), ids=lambda m: m.__name__)
def test_every_field_of_a_submission_is_explained(model: type[BaseModel]) -> None:
    assert not missing(keys(model), "docs/submission.md")


@pytest.mark.parametrize("model", [Decision, Reply], ids=lambda m: m.__name__)
def test_every_field_of_a_decision_is_explained(model: type[BaseModel]) -> None:
    assert not missing(keys(model), "docs/submission.md")


def rows(page: str) -> list[list[str]]:
    """Return the cells of every row of every table in a page."""
    lines = [line for line in text(page).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_every_kind_of_reading_is_explained() -> None:
    first = {row[0] for row in rows("docs/指标体系.md")}
    assert not [case for case in Case if f"`{case.value}`" not in first]


def test_the_table_of_names_is_that_of_the_vocabulary() -> None:
    names = yaml.safe_load(shipped.read_text("vocabulary/facts/names.yaml"))
    written = {row[0]: row for row in rows("docs/指标体系.md") if len(row) == 5}
    written.pop("name", None)
    written = {name: row for name, row in written.items() if name.startswith("`")}
    assert sorted(written) == sorted(f"`{name}`" for name in names["facts"])
    for name, fact in names["facts"].items():
        _, label, kind, _, known = written[f"`{name}`"]
        assert (label, kind) == (fact["label"], fact["type"])
        assert known.split(", ") == fact["in"], name


def test_every_function_is_explained() -> None:
    labels = yaml.safe_load(shipped.read_text("vocabulary/facts/names.yaml"))["functions"]
    written = {row[0]: row[1] for row in rows("docs/指标体系.md") if len(row) == 3}
    for name in FUNCTIONS:
        assert written[f"`{name}`"] == labels[name]


def test_every_field_of_the_scorecard_is_explained(library: Library) -> None:
    from scoring.work.score import score_submission

    (example, *_) = shipped.listing("examples", ".yaml")
    ((_, given),) = parse_submissions(shipped.read_text(example), example)
    card = json.loads(json.dumps(as_dict(score_submission(given, library))))
    wanted = list(card)
    for part in (
        card["set"],
        card["submission"],
        card["project"],
        card["execution"],
        card["execution"]["trace"],
        card["execution"]["trace"]["sources"][0],
        card["levels"][0],
        card["indicators"][0],
        card["claims"][0],
    ):
        wanted += part
    words = [*scorecard.Status, *Note, *get_args(ClaimKind), *get_args(Verdict)]
    wanted += [str(word) for word in words]
    assert not missing(wanted, "docs/scorecard.md")


def test_every_placeholder_is_listed() -> None:
    labels = load_vocabulary(Labels)
    placeholders = labels.placeholders
    listed = {row[0]: row[2] for row in rows("docs/表样.md") if len(row) == 3}
    assert listed["（无）"].split("、") == [*placeholders["form"]]
    for word, group in labels.groups_of_rows.items():
        assert listed[f"`{word}.…`"].split("、") == [*placeholders[group]], word
    assert set(labels.groups_of_rows.values()) == set(view.GROUPS) - {"form"}


def test_the_commands_that_pages_show_exist() -> None:
    from scoring.cli.main import cli

    sets = cli.commands["sets"]
    for page in PAGES:
        for first, second in re.findall(r"ziping ([a-z]+)(?: ([a-z]+))?", page.read_text("utf-8")):
            assert first in cli.commands, f"{page.name}: ziping {first}"
            if first == "sets" and second:
                assert second in sets.commands, f"{page.name}: ziping sets {second}"


def test_the_extras_that_pages_name_exist() -> None:
    extras = tomllib.loads(text("pyproject.toml"))["project"]["optional-dependencies"]
    for page in PAGES:
        for named in re.findall(r'"\.\[([a-z,]+)\]"', page.read_text("utf-8")):
            assert set(named.split(",")) <= set(extras), page.name


def test_the_submission_model_is_whole() -> None:
    # the year is demanded of everything but a form that was read and names none
    assert {"schema", "set"} == {
        field.alias or name
        for name, field in Submission.model_fields.items()
        if field.is_required()
    }
