from __future__ import annotations

from pathlib import Path

import pytest

from scoring.readers.texts.read import read_text

SEEDS = Path(__file__).parents[1] / "seeds"


def seed_book(number: str):
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return read_text(path.read_bytes(), path.name)


@pytest.fixture
def book_of():
    def book(text: str, name: str = "report.txt"):
        return read_text(text.encode("utf-8"), name)

    return book


@pytest.fixture(scope="session")
def seed():
    kept = {}

    def get(number: str):
        if number not in kept:
            kept[number] = seed_book(number)
        return kept[number]

    return get
