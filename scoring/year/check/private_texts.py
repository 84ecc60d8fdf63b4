"""What no public text may hold: telephone numbers, identity numbers, addresses for e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scoring.problem import Place, Problem
from scoring.records.submission import Indicator, Submission
from scoring.records.year_folder import YearFolder, YearForm
from scoring.text import label_key, plain_signs
from scoring.year.check.check_words import YearCheckWords

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"
_HINT: Final = "请改原文，再重新生成公开版；程序不替人遮盖。"
_OF_ROW: Final = ("name", "target", "actual", "reason")


def private_kinds(text: str, words: YearCheckWords) -> Iterator[str]:
    """Yield the names of what a public text may not hold, each once."""
    yield from private_numbers(text, words)
    if _is_private_label(text, words):
        yield words.unseen["label"]


def private_numbers(text: str, words: YearCheckWords) -> Iterator[str]:
    """Yield what a text holds by which a person can be reached or known: 电话, 身份证号, 邮箱."""
    plain = plain_signs(text)
    for name, pattern in words.private_patterns.items():
        found = (match[0] for match in pattern.finditer(plain))
        if any(name not in words.with_check_digit or _is_checked(one) for one in found):
            yield name


def _is_checked(number: str) -> bool:
    """Tell whether the last digit of an identity number is the one that belongs to the others."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[-1].upper() == _CHECK_DIGITS[total % 11]


def _is_private_label(text: str, words: YearCheckWords) -> bool:
    """Tell whether a cell or line is, or begins with, the label of what is not published."""
    label, colon, _ = plain_signs(text).partition(":")
    whole = label_key(label)
    return whole in words.private_labels and (bool(colon) or whole == label_key(text))


def private_problems(
    folder: YearFolder, forms: Iterable[YearForm], words: YearCheckWords
) -> Iterator[Problem]:
    """Yield every text of the published forms, and of the record, that may not be published.

    Each with the cell in which a person wrote it. Codes are no texts: they have 18 and 21 digits.
    """
    for form in forms:
        for where, text in _texts(form.submission, words):
            for kind in private_kinds(text, words):
                yield _problem(form.file, where, kind)
    record = folder.record
    texts = {f"texts.{name}": text for name, text in record.texts.items()}
    for number, evaluation in enumerate(record.evaluations, 1):
        texts[f"evaluations.{number}"] = f"{evaluation.project}\n{evaluation.conclusion}"
    for where, text in texts.items():
        for kind in private_kinds(text, words):
            yield _problem(folder.record_file, where, kind)


def _problem(file: str, where: str, kind: str) -> Problem:
    message = f"要公开的文字里有{kind}，没有公开"
    return Problem("public-private", message, Place(file, where=where), _HINT)


def _texts(submission: Submission, words: YearCheckWords) -> Iterator[tuple[str, str]]:
    """Yield every text of a form that a public paper prints, with where it stands."""
    summary, goal = submission.summary, submission.goal
    single = {
        "project.name": submission.project.name,
        "unit": submission.unit,
        "department": submission.department,
        "goal.expected": goal.expected,
        "goal.achieved": goal.achieved,
        "summary.achieved": summary.achieved,
        "summary.problems": summary.problems,
        "summary.measures": summary.measures,
    }
    for number, funds in enumerate(submission.funds, 1):
        single[f"funds.{number}.source"] = funds.source
        single[f"funds.{number}.reason"] = funds.reason
    for number, part in enumerate(submission.goals, 1):
        texts = (part.name, part.expected, part.achieved, part.reason)
        single[f"goals.{number}"] = "\n".join(texts)
    for path, text in single.items():
        name = words.texts_of_form[
            path.partition(".")[0] if path not in words.texts_of_form else path
        ]
        yield submission.at.get(path, name), text
    for number, row in enumerate(submission.rows, 1):
        yield from _texts_of_row(number, row)


def _texts_of_row(number: int, row: Indicator) -> Iterator[tuple[str, str]]:
    for field in _OF_ROW:
        text: str = getattr(row, field)
        yield row.at.get(field, f"第{number}行 {row.name}"), text
