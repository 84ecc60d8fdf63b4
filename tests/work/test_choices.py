"""Where no set is named, the one that most others build upon is offered first, not the first by id."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.cli.main import main
from scoring.work.library import Library

OWN = """\
schema: 1
id: aa/own
title: 本单位自评表
extends: mof/2020-project
"""


def test_the_national_project_set_comes_first() -> None:
    offered = [found.id for found in Library().choices()]
    assert offered[0] == "mof/2020-project"
    assert "mof/2020-rules" not in offered
    assert "transfer-payment/region" in offered


def test_own_sets_are_offered_and_faulty_ones_left_out(tmp_path: Path) -> None:
    (tmp_path / "aa").mkdir()
    (tmp_path / "aa" / "own.yaml").write_text(OWN, "utf-8")
    (tmp_path / "aa" / "faulty.yaml").write_text("schema: [", "utf-8")
    offered = [found.id for found in Library(tmp_path).choices()]
    assert offered[0] == "mof/2020-project"
    assert "aa/own" in offered
    assert "aa/faulty" not in offered


def test_form_without_a_set_names_it_as_the_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", "-o", str(tmp_path / "表.xlsx")]) == 2
    assert "例如 --set mof/2020-project。" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
