"""``import scoring``: the names, how they are loaded, what they do, and that their examples run."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import subprocess
import sys
import tempfile
import textwrap
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import scoring
from tests.folders import DOCS, EXAMPLES, FORM_FILES, ROOT

PACKAGE = Path(scoring.__file__).parent
NAMES = [
    "Attainment", "Deadline", "Decision", "FileRead", "Finding", "FormScore", "FormTotal",
    "InputError", "Library", "Number", "Place", "Problem", "Range", "Reading", "Review",
    "ReviewRun", "Scorecard", "Several", "ShortStatement", "Status", "Submission", "Unread",
    "Wording", "check", "compare", "read", "read_value", "rescore", "score", "score_all",
]  # fmt: skip
DATA: dict[str, Any] = {
    "schema": "ziping/submission/1",
    "set": "mof/2020-project",
    "year": 2022,
    "project": {"name": "白皮书"},
    "funds": [{"source": "年度资金总额", "budget": "100", "executed": 95, "claimed": 9.5}],
    "indicators": [
        {"level1": "产出", "level2": "数量", "name": "家数", "target": "≥78家", "actual": "69家",
         "points": "50", "claimed": "44.23"},
        {"level1": "效益", "level2": "社会效益", "name": "作用", "target": "有效", "actual": "有效",
         "points": "40"},
    ],
}  # fmt: skip


def run(code: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a small program in a Python of its own."""
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


# names


def test_the_names_are_these():
    assert sorted(scoring.__all__) == NAMES
    assert set(NAMES) <= set(dir(scoring))


def test_the_types_of_the_names_are_those_that_are_loaded():
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    typed = {
        alias.asname: f"{node.module}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scoring.")
        for alias in node.names
    }
    assert typed == {name: f"scoring.{home}" for name, home in scoring._HOMES.items()}
    assert sorted(typed) == NAMES


def test_no_name_is_that_of_a_room():
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix in ("", ".py")}
    assert not rooms & set(NAMES)


def test_a_name_that_there_is_not():
    with pytest.raises(AttributeError, match="nothing"):
        scoring.nothing  # noqa: B018


@pytest.mark.parametrize("order", ["before", "after"])
def test_rooms_do_not_hide_names(order: str):
    rooms = sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file())
    modules = [f"import scoring.{room}" for room in rooms] + ["import scoring.review.review"]
    use = [f"assert scoring.{name}.__module__ != 'types'" for name in NAMES if name != "Reading"]
    lines = ["import scoring", *(modules + use if order == "before" else use + modules + use)]
    done = run("\n".join(lines))
    assert done.returncode == 0, done.stderr


# cost


def test_the_import_loads_nothing():
    done = run("""
        import sys
        before = set(sys.modules)
        import scoring
        print(sorted(set(sys.modules) - before - {"__future__"}))
        """)
    assert done.stdout.strip() == "['scoring']"


# use


def test_score_in_a_program_of_its_own():
    done = run(f"import scoring; print(scoring.score({DATA!r}).rule.total)")
    assert done.stdout.strip() == "93.73", done.stderr


def test_rule_and_own_stand_side_by_side():
    form = scoring.score(DATA)
    assert (form.rule.total, form.rule.grade) == (Decimal("93.73"), "优")
    assert (form.rule.low, form.rule.high) == (form.scorecard.low, form.scorecard.high)
    # a claim is blank where the rule gives full points and asks nothing
    assert (form.own.total, form.own.grade) == (Decimal("93.73"), "优")
    assert [row.name for row in form.rows] == ["家数", "作用"]
    assert form.execution is not None
    assert form.execution.rate == Decimal("0.95")
    first, second = DATA["indicators"]
    whole = scoring.score({**DATA, "indicators": [first, {**second, "claimed": "35"}]})
    assert whole.own == scoring.FormTotal(
        Decimal("88.73"), "良", Decimal("88.73"), Decimal("88.73")
    )


def test_a_file_data_and_a_submission_are_one():
    path = EXAMPLES[5]
    library = scoring.Library()
    by_path = scoring.score(str(path), sets=library)
    again = scoring.score(by_path.submission, sets=library)
    data = by_path.submission.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert by_path.to_dict() == again.to_dict() == scoring.score(data, sets=library).to_dict()
    assert by_path.place.endswith(path.name)


def test_what_is_saved_is_what_the_command_writes(tmp_path: Path, monkeypatch):
    from scoring.cli.main import main

    path = EXAMPLES[5]
    monkeypatch.chdir(tmp_path)
    saved = scoring.score(path).save("程序", name=path.stem)
    assert main(["score", str(path), "-o", "命令"]) == 0
    assert sorted(p.name for p in saved) == sorted(p.name for p in Path("命令").iterdir())
    assert all(p.read_bytes() == (Path("命令") / p.name).read_bytes() for p in saved)
    with pytest.raises(ValueError, match="odt"):
        scoring.score(path).save("程序", ["odt"])


def test_a_secret_form_is_not_called_by_its_title(tmp_path: Path):
    (path,) = scoring.score({**DATA, "secret": True}).save(tmp_path, ["json"])
    assert "白皮书" not in path.name


def test_errors_have_place_and_hint(tmp_path: Path):
    with pytest.raises(scoring.InputError) as error:
        scoring.score({**DATA, "set": "no/such"})
    assert "no/such" in error.value.problems[0].message
    with pytest.raises(scoring.InputError) as error:
        scoring.score({**DATA, "year": "去年"})
    (problem,) = error.value.problems
    assert problem.line_text.strip() == '"year": "去年",'
    with pytest.raises(scoring.InputError):
        scoring.score(tmp_path / "没有.yaml")
    with pytest.raises(scoring.InputError, match="不止一份"):
        scoring.score(lines(tmp_path, DATA, DATA))


def lines(folder: Path, *records: dict[str, Any]) -> Path:
    import json

    path = folder / "多.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def test_score_all_hides_nothing(tmp_path: Path):
    wrong = {**DATA, "set": "no/such"}
    path = lines(tmp_path, DATA, wrong, {"set": 1}, DATA)
    found = list(scoring.score_all(path))
    assert [isinstance(entry, scoring.InputError) for entry in found] == [False, True, True, False]
    assert isinstance(found[1], scoring.InputError)
    assert str(found[1].problems[0].place).startswith(f"{path}:2:")
    several = list(scoring.score_all([DATA, tmp_path / "没有.yaml", path]))
    assert len(several) == 6
    assert isinstance(several[1], scoring.InputError)


def test_check_asks_what_the_command_asks(tmp_path: Path, capsys):
    from scoring.cli.main import main

    review = scoring.check(DATA)
    assert not review.is_clean
    assert main(["check", str(lines(tmp_path, DATA))]) == 1
    printed = capsys.readouterr().out
    # blank scores stand with their rows, not once more for the whole form
    told = [finding for finding in review.findings if finding.code != "claims_incomplete"]
    assert told
    assert all(finding.title in printed for finding in told)
    assert "没有自评得分" in printed or "按规则填入" in printed


def test_rescore_without_an_output_writes_nothing(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("交来")
    folder.mkdir()
    for path in EXAMPLES[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "不是表.json").write_text("{", "utf-8")
    run = scoring.rescore(folder)
    assert [form.file for form in run.forms] == [path.name for path in EXAMPLES[:2]]
    assert all(form.result.rule.total and form.result.own.total for form in run.forms)
    assert [file.name for file in run.state.files if file.is_unread] == ["不是表.json"]
    assert run.needs_person
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == sorted(
        p.name for p in folder.iterdir()
    )


def test_rescore_writes_what_the_command_writes(tmp_path: Path):
    from scoring.cli.main import main

    run = scoring.rescore(EXAMPLES[5], tmp_path / "程序", formats=["json"])
    assert main(["review", str(EXAMPLES[5]), "-o", str(tmp_path / "命令"), "--format", "json"]) == 1
    for name in run.written:
        own, other = tmp_path / "程序" / name, tmp_path / "命令" / name
        assert name.endswith(".xlsx") or own.read_bytes() == other.read_bytes()
    assert not run.forms
    assert run.issues


def test_rescore_finds_in_data_what_it_finds_in_a_file():
    submission = scoring.score(EXAMPLES[5]).submission
    by_data, by_file = scoring.rescore(submission), scoring.rescore([EXAMPLES[5]])
    found = [[issue.finding for issue in run.issues] for run in (by_data, by_file)]
    assert [f.text for f in found[0]] == [f.text for f in found[1]]
    (file,) = scoring.rescore({"set": 1}).state.files
    assert file.problems


def test_read_returns_all_that_a_file_holds(checkout: Path):
    content = scoring.read(next(FORM_FILES.glob("*.docx")))
    assert content.kind == "docx"
    assert content.forms[0].submission is not None
    with pytest.raises(scoring.InputError):
        scoring.read(checkout / "没有.xlsx")


# examples


@pytest.mark.parametrize(
    "module",
    ["batch.run", "work.compare", "work.library", "work.reading", "work.review", "work.score"],
)
def test_examples_in_docstrings_run(module: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testmod(import_module(f"scoring.{module}"))
    assert result.failed == 0
    assert result.attempted


def blocks() -> dict[str, str]:
    """Return every piece of Python in the pages that a user reads."""
    pages = [*ROOT.glob("README*.md"), *DOCS.glob("*.md")]
    fence = re.compile("^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return {
        f"{page.name}-{number}": match[1]
        for page in pages
        for number, match in enumerate(fence.finditer(page.read_text("utf-8")))
        if "import scoring\n" in match[1]
    }


@pytest.mark.parametrize("at", blocks())
def test_examples_in_the_pages_run(at: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("自评.yaml").write_bytes(EXAMPLES[5].read_bytes())
    Path("复核表.xlsx").write_bytes(review_sheet())
    Path("认定.yaml").write_text(
        "- {submission: 甲, row: 乙, score: 1, ground: 佐证属实}\n", "utf-8"
    )
    lines(tmp_path, DATA).rename("全部.jsonl")
    Path("交来的表").mkdir()
    Path("交来的表/甲.yaml").write_bytes(EXAMPLES[0].read_bytes())
    Path("my-sets").mkdir()
    exec(compile(blocks()[at], at, "exec"), {})


@cache
def review_sheet() -> bytes:
    """Return a 复核表 as it is handed out."""
    with tempfile.TemporaryDirectory() as folder:
        run = scoring.rescore(EXAMPLES[5], folder, formats=["xlsx"])
        return (Path(folder) / next(n for n in run.written if n.startswith("复核表/"))).read_bytes()


def test_every_name_is_in_the_page():
    page = (DOCS / "api.md").read_text("utf-8")
    assert not [name for name in NAMES if f"`{name}`" not in page and f"`{name}(" not in page]


def test_every_function_has_an_example():
    for name in NAMES:
        value = getattr(scoring, name)
        if inspect.isfunction(value) or name == "Library":
            assert ">>> " in (value.__doc__ or ""), name


PROGRAM = """
import scoring
from decimal import Decimal
from pathlib import Path

def total(path: Path) -> Decimal | None:
    form = scoring.score(path, set="mof/2020-project", sets=scoring.Library())
    saved: list[Path] = form.save("out", ["json"])
    rates: list[str] = [row.trace.formula for row in form.rows if row.status is scoring.Status.OPEN]
    asked: list[str] = [finding.text for finding in scoring.check(path).findings]
    print(saved, rates, asked, form.own.grade, scoring.read_value("1").text)
    return form.rule.total

for entry in scoring.score_all("a.jsonl"):
    if isinstance(entry, scoring.InputError):
        problems: tuple[scoring.Problem, ...] = entry.problems
    else:
        high: Decimal = entry.rule.high
met: bool | None = scoring.compare("≥1", "2").met
content: scoring.FileRead = scoring.read("a.docx")
scoring.nothing
"""


def test_a_users_program_is_checked_by_types(tmp_path: Path):
    api = pytest.importorskip("mypy.api", reason="mypy is an extra")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    out, *_ = api.run(
        ["--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", "--follow-imports=silent",
         "--no-error-summary", str(program)]
    )  # fmt: skip
    errors = [line for line in out.splitlines() if "error:" in line]
    assert len(errors) == 1, out
    assert 'has no attribute "nothing"' in errors[0]
