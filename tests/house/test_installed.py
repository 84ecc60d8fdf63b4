"""The tests run against what is installed, never by accident against the checkout."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path

import scoring
from scoring.files import shipped


def test_the_imported_package_is_the_installed_distribution():
    distribution = importlib.metadata.distribution("ziping")
    direct = distribution.read_text("direct_url.json")
    editable = direct is not None and json.loads(direct).get("dir_info", {}).get("editable", False)
    package = Path(scoring.__file__).resolve().parent
    installed = Path(str(distribution.locate_file("scoring"))).resolve()
    assert editable or package == installed, (
        "the tests would test the checkout: install the wheel and run plain `pytest`"
    )


def test_the_version_is_one():
    assert importlib.metadata.version("ziping") == scoring.__version__


def test_sets_vocabulary_templates_and_examples_ship():
    assert shipped.exists("vocabulary/reading/units.yaml")
    assert shipped.exists("vocabulary/printing/labels.yaml")
    assert shipped.exists("indicator_sets/mof/2020-project.yaml")
    assert shipped.exists("templates/forms.yaml")
    assert len(shipped.listing("examples", ".yaml")) == 11
