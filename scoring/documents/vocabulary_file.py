"""What all vocabulary files share: a frozen model of what stands in them, and printing from them."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import ConfigDict

from scoring.documents.part import DocumentPart


class VocabularyFile(DocumentPart):
    """A whole vocabulary file. Compared by identity, so that what is made of it can be kept."""

    ships_as: ClassVar[str]
    """The name of the shipped file: ``vocabulary/printing/batch.yaml``."""
    and_in: ClassVar[tuple[str, ...]] = ()
    """Further files that hold the rest of its keys, for other people to edit."""

    def text(self, name: str, /, **values: object) -> str:
        """Return the sentence ``name`` with ``values`` put in.

        Sentences stand in the group ``patterns``; one of another group is named ``group.name``.
        """
        group, _, key = name.rpartition(".")
        sentence: str = getattr(self, group or "patterns")[key]
        return sentence.format(**values)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class WordGroups(VocabularyFile):
    """A vocabulary file of words by group and key, whatever the groups are called."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, dict[str, str]]

    patterns: dict[str, str]

    @property
    def groups(self) -> Mapping[str, Mapping[str, str]]:
        """Return the words by group and key."""
        return self.__pydantic_extra__

    def word(self, group: str, key: str) -> str:
        """Return the word for ``key``; a key without one is printed as it is, never dropped."""
        return self.__pydantic_extra__.get(group, {}).get(key, key)
