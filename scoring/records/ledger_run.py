"""Rows of a ledger beside its entries: the runs that wrote it, and the editions handed out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """One run of the program that wrote something; the only clock of a ledger.

    ``about`` is what the run was asked to do.
    """

    run: int
    began: str
    user: str
    computer: str
    program: str
    about: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One sheet as it was handed out: made from so many entries of a project, with this digest.

    ``upto`` is the number in the chain behind which the ledger held nothing when it was made.
    """

    project: str
    edition: str
    count: int
    digest: str
    upto: int = 0
    run: int = 0
