"""Pages come out the same from the modules that the wheel holds and from the templates themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from scoring.work.library import Library
from scoring.work.outputs import Outputs
from scoring.work.score import score
from scoring.writers import pages
from tests.folders import EXAMPLES


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the modules of all templates, where the program looks for them."""
    folder = tmp_path / "compiled_pages"
    folder.mkdir()
    for name, text in pages.page_modules():
        (folder / f"{name}.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(pages, "_COMPILED", "compiled_pages")
    pages._shipped_pages.cache_clear()
    yield folder
    pages._shipped_pages.cache_clear()


def printed() -> list[bytes]:
    library = Library()
    outputs = Outputs(library, ("html",))
    results = [score(path, None, library) for path in EXAMPLES]
    kinds = (outputs.render, outputs.explain)
    return [made(result, "html") for result in results for made in kinds]


@pytest.mark.usefixtures("modules")
def test_forms_are_the_same_from_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", None)  # nothing is left to be compiled
        from_modules = printed()
    pages._shipped_pages.cache_clear()
    monkeypatch.setattr(pages, "_COMPILED", "no_pages_lie_here")
    assert printed() == from_modules


def test_a_template_that_was_changed_is_compiled(
    modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"a.j2": "{{ 1 + 1 }}"}
    monkeypatch.setattr(pages, "_text", texts.__getitem__)
    (modules / f"{pages._module_name(texts['a.j2'])}.py").write_text(
        "raise AssertionError\n", "utf-8"
    )
    with pytest.raises(AssertionError):
        pages.render_page("a.j2")
    texts["a.j2"] = "{{ 1 + 2 }}"
    assert pages.render_page("a.j2") == b"3"


def test_a_module_of_another_jinja_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    name = pages._module_name("text")
    monkeypatch.setattr("jinja2.__version__", "0.0")
    assert pages._module_name("text") != name
