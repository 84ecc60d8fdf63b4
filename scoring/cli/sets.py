"""``sets list | show | diff | check | templates | schema``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import yaml

from scoring.cli.terminal import echo
from scoring.files.atomic import write_all
from scoring.indicator_set.file_model import SetFile
from scoring.indicator_set.load import load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import InputError, Place, Problem, render_all
from scoring.set_tools.check import check_one
from scoring.set_tools.describe import SetDescriber
from scoring.set_tools.diff import change_lines, changes
from scoring.set_tools.set_words import set_words
from scoring.text import safe_line
from scoring.work.library import Library
from scoring.work.outputs import TEMPLATES
from scoring.work.set_files import is_set_file
from scoring.work.templates import FOLDER
from scoring.writers.form.form_design import form_design
from scoring.writers.form.form_page import own_page_template
from scoring.writers.form.form_sheet import layout_of
from scoring.writers.form.form_xlsx import unfilled_form

_FORMS_HINT: Final = "表样要写在随程序的或这个文件夹的 templates/forms.yaml 里。"


def show_set(request: str, folder: Path | None, *, source: bool = False) -> int:
    """Print a merged set as a readable tree with its rules in words, or its merged YAML."""
    library = Library(folder)
    place = Place("编号")
    indicators = library.indicator_set(library.named(request, place, to_score=False), place)
    if source:
        merged = {"schema": None, "id": None, **indicators.merged}
        merged.pop("extends", None)
        echo(yaml.safe_dump(merged, allow_unicode=True, sort_keys=False, width=200), nl=False)
    else:
        echo(_printable(SetDescriber(indicators, set_words()).lines()))
    return 0


def diff_sets(old: str, new: str, folder: Path | None) -> int:
    """Print what changed between two sets, by id or file; 0 nothing, 1 something."""
    library = Library(folder)
    first, second = _id_or_file(old, library), _id_or_file(new, library)
    words = set_words()
    found = changes(first, second, words)
    echo(words.text("diff_title", old=old, new=new))
    if found:
        echo(_printable(change_lines(found, words)))
        return 1
    same = _content(first) == _content(second)
    echo(words.text("diff_none" if same else "diff_spelling"))
    return 0


def _content(indicators: IndicatorSet) -> dict[str, object]:
    """Return what a set holds but for its id and the set that it extends."""
    return {k: v for k, v in indicators.merged.items() if k not in {"id", "extends"}}


def _id_or_file(name: str, library: Library) -> IndicatorSet:
    place = Place("编号")
    name = library.named_or_file(name, place)
    path = Path(name)
    if library.text(name) is not None or not is_set_file(name):
        return library.indicator_set(name, place)
    source = library.text_or_file(name, place)
    own_id = re.search(r"^id: *([\w/-]+)", source.text, re.MULTILINE)
    parts = own_id[1].split("/") if own_id is not None else []
    if len(parts) <= 1 or path.absolute().with_suffix("").parts[-len(parts) :] != tuple(parts):
        return load_set(source, library.text, library.built_ins)
    # A copy that was kept with the sets that it extends is compared with these, not with later ones.
    folder = path.absolute().parents[len(parts) - 1]
    return load_set(source, Library(folder).text, library.built_ins)


def _printable(lines: Iterable[str]) -> str:
    """Join lines; signs that would steer a terminal, or break a line, become blanks."""
    return "\n".join(map(safe_line, lines))


def check_sets(targets: Sequence[str], folder: Path | None) -> int:
    """Check sets by id or file; 0 clean, 1 warnings, 2 errors."""
    library = Library(folder)
    names = list(targets) or [entry.id for entry in library.entries()]
    status = 0
    wrong_words = library.word_problems()
    if wrong_words:
        echo(render_all(wrong_words), err=True)
        echo(f"词表：{len(wrong_words)} 处错误；以下各体系按自带的词表检查")
        status = 2
        library = Library(folder)
        library.vocabularies.clear()
    for name in names:
        checked = check_one(name, library)
        if checked.problems:
            echo(render_all(checked.problems), err=True)
        errors = sum(p.severity == "error" for p in checked.problems)
        warnings = len(checked.problems) - errors
        state = "没有问题" if not checked.problems else f"{errors} 处错误，{warnings} 处提醒"
        echo(f"{checked.name}：{state}（算例 {checked.examples} 个）")
        status = max(status, 2 if errors else 1 if warnings else 0)
    return status


def copy_templates(folder: Path, set_id: str | None = None) -> int:
    """Write described forms into ``folder``, where ``--sets`` finds them; none is overwritten.

    They are those of ``set_id``, which may be the folder's own, else those that print a set which
    names none.
    """
    library = Library(folder if folder.is_dir() else None)
    own = {"xlsx": "", "html": ""}
    if set_id is not None:
        indicators = library.indicator_set(set_id, Place("--set"))
        own = {"xlsx": indicators.form_xlsx, "html": indicators.form_html}
    files = {}
    for kind, name in TEMPLATES.items():
        called = own[kind] or name
        form = library.templates.described(kind, called)
        if form is None:
            place = Place(f"{FOLDER}/{kind}/{called}")
            raise InputError([Problem("no-template", "没有这种表可以写出", place, _FORMS_HINT)])
        files[folder / FOLDER / kind / called] = (
            unfilled_form(layout_of(form_design(form, library.labels), library.labels))
            if kind == "xlsx"
            else own_page_template(form.spec).encode("utf-8")
        )
    return _write_templates(
        files, f"改好后，用 ziping score 自评.yaml --sets {folder} 按您的模板出表。"
    )


def copy_papers(folder: Path) -> int:
    """Write the Word papers of a year with their placeholders into ``folder``; none is overwritten."""
    library = Library(folder if folder.is_dir() else None)
    files = {
        folder / FOLDER / "word" / f"{name}.docx": library.templates.paper(
            name, library.labels
        ).content
        for name in library.templates.papers
    }
    done = f"改好后，用 ziping year make 年度文件夹 --sets {folder} 按您的版式生成；不改的那几份请删去。"
    return _write_templates(files, done)


def _write_templates(files: Mapping[Path, bytes], done: str) -> int:
    problems = [
        Problem("template-there", "已经有这个文件，没有覆盖", Place(str(path)),
                "请换一个文件夹，或先把它改名。")
        for path in files if path.exists()
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    write_all(files)
    for path in files:
        echo(f"  已写出 {path}")
    echo(done)
    return 0


def print_schema() -> int:
    """Print the JSON Schema of a set file."""
    schema = SetFile.model_json_schema(by_alias=True)
    echo(json.dumps(schema, ensure_ascii=False, indent=2))
    return 0
