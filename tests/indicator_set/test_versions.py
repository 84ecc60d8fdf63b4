"""A set is never silently changed: its digest is pinned, and an old copy gives the same bytes.

Run as a program with a note on what changed, this file adds the new digests to digests.yaml, and
renews the digests of the scorecards where the engine's version is a new one.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from scoring import __version__
from scoring.cli.main import main
from scoring.readers.submissions import parse_submissions
from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score, score_submission
from scoring.writers.scorecard_json import to_json
from tests.folders import EXAMPLES, SET_VERSIONS

KEPT = SET_VERSIONS / "kept"
DIGESTS = SET_VERSIONS / "digests.yaml"
CARDS = SET_VERSIONS / "scorecards.yaml"
COMMAND = "python -m tests.indicator_set.test_versions"

ABOUT_DIGESTS = f"""\
# Every digest (校验码) that a shipped set has had, the last one as it is now, with what changed.
# Written by: {COMMAND} "what changed and why"
"""
ABOUT_CARDS = f"""\
# SHA-256 of the scorecards (JSON) of the six examples, scored with the sets kept in tests/corpus/set_versions/kept.
# They belong to this engine version. Written by: {COMMAND}
"""


def digests() -> dict[str, list[dict[str, str]]]:
    return yaml.safe_load(DIGESTS.read_text("utf-8")) if DIGESTS.exists() else {}


def cards(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the scorecard of each example, scored with the sets in ``folder``."""
    library = Library(folder)
    found = {}
    for path in EXAMPLES:
        found[path.name] = hashlib.sha256(to_json(score(path, sets=library))).hexdigest()
    return found


def test_every_shipped_set_is_as_pinned(library: Library) -> None:
    pinned = digests()
    changed = []
    for entry in library.entries():
        now = library.indicator_set(entry.id).digest
        if entry.id not in pinned or pinned[entry.id][-1]["digest"] != now:
            changed.append(entry.id)
    assert not changed, (
        f"{', '.join(changed)}: changed since it was pinned. A set that was released is not changed: write a "
        f"new dated set (mof/2026-project, extending the old one) and leave the old one as it is. For a "
        f'correction, or a set not released yet, say what changed: {COMMAND} "what changed and why", and '
        f"note it in CHANGELOG.md."
    )
    gone = sorted(pinned.keys() - {entry.id for entry in library.entries()})
    assert not gone, f"{', '.join(gone)}: no longer ships; old submissions still name it. Keep it."


def test_every_digest_says_what_changed() -> None:
    for set_id, history in digests().items():
        assert [entry["note"] for entry in history if not entry["note"].strip()] == [], set_id
        known = [entry["digest"] for entry in history]
        assert len(set(known)) == len(known), set_id


def test_the_kept_sets_are_ones_that_shipped() -> None:
    kept = Library(KEPT)
    for path in KEPT.rglob("*.yaml"):
        set_id = path.relative_to(KEPT).as_posix().removesuffix(".yaml")
        known = [entry["digest"] for entry in digests()[set_id]]
        assert kept.indicator_set(set_id).digest in known, set_id


def test_an_old_submission_with_its_old_set_gives_the_same_bytes() -> None:
    golden = yaml.safe_load(CARDS.read_text("utf-8"))
    assert golden["engine"] == __version__, f"a new engine version: run {COMMAND}"
    assert len(EXAMPLES) == 6
    assert cards(KEPT) == golden["cards"], (
        "The scorecards of the six examples differ from those of the same engine version. Where that is meant, "
        f"the version must be a new one (scoring/__init__.py); then run {COMMAND}. As long as this version is "
        f"not released, deleting scorecards.yaml before will do."
    )


def test_a_changed_set_is_seen_in_the_scorecard_and_the_old_copy_hides_it(tmp_path: Path) -> None:
    new = tmp_path / "new"
    shutil.copytree(KEPT, new)
    path = new / "mof" / "2020-project.yaml"
    path.write_text(path.read_text("utf-8").replace("points: 50", "points: 50.0"), "utf-8")
    shenzhen = "shenzhen/2022-project"
    assert (
        Library(new).indicator_set(shenzhen).digest != Library(KEPT).indicator_set(shenzhen).digest
    )
    golden = yaml.safe_load(CARDS.read_text("utf-8"))["cards"]
    changed = cards(new)
    assert [name for name in golden if changed[name] == golden[name]] == []
    shutil.copytree(KEPT, new, dirs_exist_ok=True)
    assert cards(new) == golden


@pytest.mark.parametrize("key", ["points: 50", "from: 90", "standing: observed"])
def test_whatever_changes_changes_the_digest(key: str, tmp_path: Path) -> None:
    shutil.copytree(KEPT, tmp_path / "sets")
    (path,) = [p for p in (tmp_path / "sets" / "mof").iterdir() if key in p.read_text("utf-8")]
    other = {
        "points: 50": "points: 50.5",
        "from: 90": "from: 91",
        "standing: observed": "standing: official",
    }
    text = path.read_text("utf-8").replace(key, other[key], 1)
    path.write_text(text.replace("points: 30", "points: 29.5") if "50.5" in text else text, "utf-8")
    set_id = "mof/2020-project"
    changed = Library(tmp_path / "sets").indicator_set(set_id).digest
    assert changed != Library(KEPT).indicator_set(set_id).digest


@pytest.mark.parametrize(
    ("named", "told"), [("{now}", 0), ("", 0), ("0" * 64, 1)], ids=["same", "none", "other"]
)
def test_a_submission_that_names_another_digest_is_told(
    named: str, told: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = Library(KEPT)
    now = library.indicator_set("shenzhen/2022-project").digest
    text = EXAMPLES[0].read_text("utf-8") + f"\nset_digest: '{named.format(now=now)}'\n"
    ((_, given),) = parse_submissions(text, "old.yaml")
    result = score_submission(given, library)
    repairs = [r for r in result.submission.repairs if r.at == "set_digest"]
    assert len(repairs) == told
    notes = Outputs(library, ["html"]).explain(result, "html").decode()
    assert ("指标体系有过改动" in notes) == bool(told)
    path = tmp_path / "旧.yaml"
    path.write_text(text, "utf-8")
    assert main(["form", str(path), "--sets", str(KEPT), "-o", str(tmp_path / "表.xlsx")]) == 0
    assert ("有过改动" in capsys.readouterr().out) == bool(told)
    elsewhere = score_submission(given, library, "mof/2020-project")
    assert elsewhere.submission.repairs == given.repairs


def write(note: str) -> None:
    """Add the digests of today with a note, and renew the scorecards of a new engine version."""
    pinned, library = digests(), Library()
    for entry in library.entries():
        history = pinned.setdefault(entry.id, [])
        now = library.indicator_set(entry.id).digest
        if not history or history[-1]["digest"] != now:
            if not note.strip():
                sys.exit(f'{entry.id} changed; say what and why: {COMMAND} "…"')
            history.append({"digest": now, "engine": __version__, "note": note})
    told = yaml.safe_dump(pinned, allow_unicode=True, width=200)
    DIGESTS.write_text(ABOUT_DIGESTS + told, encoding="utf-8", newline="\n")
    golden = yaml.safe_load(CARDS.read_text("utf-8")) if CARDS.exists() else {}
    if golden.get("engine") != __version__:
        told = yaml.safe_dump({"engine": __version__, "cards": cards(KEPT)}, allow_unicode=True)
        CARDS.write_text(ABOUT_CARDS + told, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]))
