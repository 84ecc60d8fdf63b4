"""What tests of the page's screens take for the engine's answers is what the engine answers."""

from __future__ import annotations

import runpy

from tests.folders import ROOT


def test_recorded_answers_are_the_engine_s() -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "page" / "record_answers.py"))
    made = script["recorded"]()
    kept = {name: (script["RECORDED"] / name).read_text("utf-8") for name in made}
    assert kept == made, "run: python packaging/page/record_answers.py"
