from __future__ import annotations

from pathlib import Path

import pytest

from scoring.intake.any_file import read_any, read_book
from scoring.readers.books.texts.open_text import read_text
from scoring.records.result import Reviewed
from scoring.work.compare import Between
from scoring.work.library import Library
from scoring.work.score import score_submission

SEEDS = Path(__file__).parents[1] / "seeds"
SET = "shenzhen/2022-project"


def path_of(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


@pytest.fixture(scope="session")
def seed_path():
    return path_of


@pytest.fixture(scope="session")
def library():
    return Library()


@pytest.fixture(scope="session")
def seed_text():
    return lambda number: path_of(number).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def seed():
    kept = {}

    def get(number: str):
        if number not in kept:
            path = path_of(number)
            kept[number] = read_text(path.read_bytes(), path.name)
        return kept[number]

    return get


@pytest.fixture(scope="session")
def seed_file():
    """Return everything that a seed holds, as the door reads it."""
    kept = {}

    def get(number: str):
        if number not in kept:
            kept[number] = read_any(path_of(number), f"{number}.txt")
        return kept[number]

    return get


@pytest.fixture
def book_of():
    def book(text: str, name: str = "report.txt"):
        return read_text(text.encode("utf-8"), name)

    return book


@pytest.fixture
def file_of(book_of):
    """Return what a text holds, as the door reads it."""
    return lambda text, name="report.txt": read_book(book_of(text, name))


@pytest.fixture(scope="session")
def between(library):
    return Between(library)


@pytest.fixture(scope="session")
def scored(library):
    """Return submissions of a file, re-scored; ``change`` may alter each."""

    def score(file, change=lambda submission: submission):
        found = []
        for form in file.forms:
            submission = change(form.submission.model_copy(update={"set": SET}))
            result = score_submission(submission, library)
            found.append(Reviewed(file.name, form.at, result, None))
        return found

    return score
