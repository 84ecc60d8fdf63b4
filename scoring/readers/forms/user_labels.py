"""Headings of one's own: a user's vocabulary files, and single ones that are named for a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from scoring.documents.decode import decode
from scoring.documents.node import Mapping_, as_data
from scoring.documents.user_vocabulary import blank_words, merged
from scoring.problem import InputError, Place, Problem, did_you_mean, warning
from scoring.readers.forms.labels import TABLES, TEXTS, FormLabels
from scoring.words import load_vocabulary, shipped_tree

if TYPE_CHECKING:
    from scoring.documents.node import Entry, Node
    from scoring.records.file_content import Form
    from scoring.records.result import FormState

_TABLES: Final = ("head", *TABLES)
"""The parts of the file whose keys are fields of a submission: nobody can add one."""


def form_labels_with(added: Sequence[Node], headings: Mapping[str, str]) -> FormLabels:
    """Return the shipped labels with those of the users' files ``added``, and ``headings``.

    ``headings`` gives a heading (达成数) the meaning of one that is known (实际完成值). Raises
    :class:`InputError` for words that contradict shipped ones, and for a meaning that no heading
    has.
    """
    if not added and not headings:
        return load_vocabulary(FormLabels)
    tree = shipped_tree(FormLabels.ships_as)
    problems: list[Problem] = []
    for user_file in added:
        problems += [*blank_words(user_file), *_unknown_keys(tree, user_file)]
        try:
            tree = merged(tree, user_file)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    labels = decode(FormLabels, tree)
    return _named(labels, as_data(tree), headings) if headings else labels


def _unknown_keys(base: Node, user_file: Node) -> Iterator[Problem]:
    for table in _TABLES:
        known, own = (_entries(tree, table) for tree in (base, user_file))
        names = [entry.key.text or "" for entry in known]
        for entry in own:
            if entry.key.text not in names:
                hint = (
                    did_you_mean(entry.key.text or "", names) or f"可以写的有：{'、'.join(names)}。"
                )
                yield entry.key.problem("unknown-key", f"不认识的键“{entry.key.text}”", hint)


def _entries(tree: Node, table: str) -> Sequence[Entry]:
    found = tree.get(table) if isinstance(tree, Mapping_) else None
    return found.entries if isinstance(found, Mapping_) else ()


def _named(labels: FormLabels, data: Any, headings: Mapping[str, str]) -> FormLabels:
    """Return the labels with each heading in every list that knows its meaning, and in no other."""
    problems = []
    for heading, role in headings.items():
        lists = list(_lists(labels, role))
        if not lists:
            problems.append(_no_role(labels, heading, role))
        for table, key in lists:
            for name, words in data[table].items():
                data[table][name] = [w for w in words if labels.fold(w) != labels.fold(heading)]
            # next to the most usual one, which names the column: before words of a folder
            data[table][key].insert(1, heading)
    if problems:
        raise InputError(problems)
    return FormLabels.model_validate(data)


def unused_headings(
    labels: FormLabels, headings: Mapping[str, str], forms: Sequence[Form | FormState]
) -> Iterator[Problem]:
    """Yield a warning for each heading that was named for a run and had no effect on its forms.

    Labels of a form's head may stand anywhere in it: nothing is said of them.
    """
    unknown = {heading for form in forms for heading in form.unknown}
    known = {heading for form in forms for heading in form.headings} - unknown
    for heading, role in headings.items():
        if labels.head_keys(role):
            continue
        is_heading = partial(_is_heading, labels, labels.fold(heading))
        if any(map(is_heading, unknown)):
            message = f"“{heading}={role}”没有用上：表上另有标题已读作“{role}”"
            hint = f"确是“{heading}”一栏的，请在表上改另一栏的标题。"
        elif any(map(is_heading, known)):
            continue
        else:
            message = f"“{heading}={role}”没有用上：读到的表上没有标题“{heading}”"
            hint = did_you_mean(heading, sorted(unknown)) or "请检查标题是否与表上写的一样。"
        yield warning("label-unused", message, Place("--label"), hint)


def _is_heading(labels: FormLabels, folded: str, text: str) -> bool:
    return folded in labels.forms(text)


def _lists(labels: FormLabels, role: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of the file that know a heading, and the key under which it stands there."""
    for table in TABLES:
        known = labels.column(table, role)
        if known is not None:
            yield table, known[1].partition(".")[0]
    for key in labels.head_keys(role):
        first, _, name = key.partition(".")
        yield (TEXTS, name) if first == TEXTS else ("head", key)


def _no_role(labels: FormLabels, heading: str, role: str) -> Problem:
    tables = (*(getattr(labels, table) for table in TABLES), labels.head_spellings)
    names = [words[0] for table in tables for key, words in table.items() if key != TEXTS and words]
    near = did_you_mean(role, dict.fromkeys(names))
    return Problem(
        "label-role",
        f"“{heading}={role}”：没有叫“{role}”的栏目",
        Place("--label"),
        f"{near}等号右边可以写的有：{'、'.join(dict.fromkeys(names))}。",
    )
