"""The one loader of vocabulary files: each is checked as its model and loaded once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from pathlib import Path
from typing import TypeVar, cast

from scoring.documents.compiled_tree import tree_of
from scoring.documents.decode import decode
from scoring.documents.node import Mapping_, Node
from scoring.documents.user_vocabulary import replaced
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.files import shipped
from scoring.files.text_file import read_text

V = TypeVar("V", bound=VocabularyFile)


def load_vocabulary(model: type[V]) -> V:
    """Return the shipped vocabulary file that ``model`` describes; it is read once a process."""
    return cast("V", _load(model))


@cache
def _load(model: type[VocabularyFile]) -> VocabularyFile:
    return decode(model, vocabulary_tree(model))


def vocabulary_tree(model: type[VocabularyFile]) -> Node:
    """Return what the shipped files of a vocabulary hold."""
    return reduce(_joined, map(shipped_tree, (model.ships_as, *model.and_in)))


def load_replaced(model: type[V], own: Iterable[Path]) -> V:
    """Return a shipped vocabulary with what a user's own files say in its place, the last first.

    Raises :class:`InputError` with all that is wrong in them.
    """
    return decode(model, reduce(replaced, map(read_tree, own), vocabulary_tree(model)))


def _joined(one: Node, other: Node) -> Node:
    """Return one tree of two files; both name the schema."""
    assert isinstance(one, Mapping_)
    assert isinstance(other, Mapping_)
    rest = (entry for entry in other if entry.key.text != "schema")
    return Mapping_(one.place, one.source, (*one.entries, *rest))


def read_vocabulary(model: type[V], path: Path) -> V:
    """Return a user's own file of the kind. Raises :class:`InputError` with all that is wrong."""
    return decode(model, read_tree(path))


def shipped_tree(name: str) -> Node:
    """Return the tree of the shipped YAML file ``name``."""
    return tree_of(shipped.read_text(name), name, shipped.compiled(name))


def read_tree(path: Path) -> Node:
    """Return the tree of a user's own YAML file. Raises :class:`InputError` if it is none."""
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - as above

    return parse_yaml(read_text(path), str(path))
