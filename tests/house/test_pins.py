"""The extras name every package of the environment with one version, so that no day changes it."""

from __future__ import annotations

import os
import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.folders import ROOT

FILE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = FILE["project"]
EXTRAS = {
    name: [Requirement(line) for line in lines]
    for name, lines in PROJECT["optional-dependencies"].items()
}
PINNED = {
    canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
    for pin in (*EXTRAS["test"], *EXTRAS["check"])
    if pin.name != "ziping"
}


def test_every_line_is_a_name_and_one_version():
    loose = [
        str(pin)
        for pin in (*EXTRAS["test"], *EXTRAS["check"])
        if pin.url or [s.operator for s in pin.specifier] != ["=="]
    ]
    assert loose == ["ziping[test]"], "each package with ==, names and versions only"


def test_what_is_pinned_lies_in_the_ranges_of_the_core():
    for wanted in (*map(Requirement, PROJECT["dependencies"]), *EXTRAS["pdf"]):
        assert PINNED[canonicalize_name(wanted.name)] in wanted.specifier, wanted


def test_the_pages_of_the_wheel_are_compiled_by_the_jinja_that_is_tested():
    wanted = {pin.name: pin for pin in map(Requirement, FILE["build-system"]["requires"])}
    assert str(wanted["jinja2"].specifier) == f"=={PINNED['jinja2']}"


def test_whatever_a_pinned_package_brings_along_is_pinned_too():
    """As the packages that are installed here say; a tool that is not installed says nothing."""
    forgotten = set()
    for name in PINNED:
        try:
            lines = requires(name) or []
        except PackageNotFoundError:
            continue
        for wanted in map(Requirement, lines):
            applies = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
            if applies and canonicalize_name(wanted.name) not in PINNED:
                forgotten.add(f"{name} needs {wanted.name}")
    assert forgotten == set()


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="run in one process")
@pytest.mark.xdist_group("house")
def test_tests_of_one_group_are_given_to_one_process(request):
    """Not every pair of pytest and pytest-xdist does; without, each program is started twice."""
    assert request.node.nodeid.endswith("@house")
