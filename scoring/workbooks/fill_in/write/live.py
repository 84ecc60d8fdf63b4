"""The formulas by which a row scores itself while it is typed in.

The cells of the row are read by the strictest rules: a sign, a plain decimal, a known unit. Whatever
else was typed yields an error, and the row shows that it will be scored later; so does an actual that
was pasted as a number, since what is seen of it may be rounded or a date. Only functions that Excel
2010, WPS and LibreOffice all have are used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.plan import (
    FIGURE_WITHIN,
    LONGEST_FIGURE,
    CaseFormulas,
    RowFormulas,
    ScoreFormula,
)

HELPERS: Final = (
    "sign", "target_text", "target_unit", "target_value", "actual_text", "actual_unit",
    "actual_value", "met", "case", "score", "above", "below",
)  # fmt: skip
"""Hidden columns beside every row."""
_PLACES: Final = ",".join(str(n) for n in range(1, FIGURE_WITHIN + 1))
_SIGNS: Final = ("at_least", "above", "at_most", "below")
_EXACT_BOUND: Final = "1E14"
"""Whole numbers below it are exact in every program."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the hidden sheet holds its lists, as absolute references."""

    units: str
    unit_kinds: str
    levels: str
    at_least: str
    at_most: str


def helper_formulas(
    cells: Mapping[str, str], live: RowFormulas, lists: Lists, layout: FillLayout
) -> dict[str, str]:
    """Return the formulas of a row's hidden cells; ``cells`` names its cells by key."""
    target, actual = cells["target"], cells["actual"]
    rest = f"MID({target},MOD({cells['sign']},10)+1,30)"
    way = f"INT({cells['sign']}/10)"
    facts = {
        **cells,
        **_whole("target", cells["target_text"]),
        **_whole("actual", cells["actual_text"]),
        "points_whole": f"ROUND({cells['points']}*100,0)",
        "points_scale": "100",
        "target": cells["target_value"],
        "actual": cells["actual_value"],
    }
    key = f'{cells["level1"]}&"|"&{cells["level2"]}'
    anyone = f'{cells["level1"]}&"|*"'
    column = {"least": lists.at_least, "most": lists.at_most}
    rule = {
        way: f"MAX(SUMPRODUCT(EXACT({lists.levels},{key})*{numbers}),"
        f"SUMPRODUCT(EXACT({lists.levels},{anyone})*{numbers}))"
        for way, numbers in column.items()
    }
    cases, numbered = _case_formulas(live.case_formulas)
    chosen = ",".join(case_formula.format_map(facts) for case_formula in cases)
    blank = "".join(f',{cells[k]}=""' for k in ("direction", "unit") if k in cells)
    fits = (
        f"IF(AND(ISTEXT({actual}),{cells['target_value']}>0,{_units_fit(cells, lists)}{blank}),"
        f"CHOOSE(IF({way}<=2,{rule['least']},{rule['most']}),{chosen}),NA())"
    )
    return {
        "sign": _sign(target, layout),
        "target_text": _figure(rest),
        "target_unit": f"TRIM(MID({rest},LEN({cells['target_text']})+1,30))",
        "target_value": _value(cells["target_text"]),
        "actual_text": _figure(actual),
        "actual_unit": f"TRIM(MID({actual},LEN({cells['actual_text']})+1,30))",
        "actual_value": _value(cells["actual_text"]),
        "met": f"CHOOSE({way},{facts['actual']}>={facts['target']},"
        f"{facts['actual']}>{facts['target']},{facts['actual']}<={facts['target']},"
        f"{facts['actual']}<{facts['target']})",
        "case": fits,
        **_scores(cells["case"], numbered, facts, f"{cells['points']}*100"),
    }


def shown_score(cells: Mapping[str, str], places: int, layout: FillLayout) -> str:
    """Return the formula of the score that a row shows."""
    words = {key: f'"{layout.text(key)}"' for key in ("later", "wait_actual", "no_points")}
    empty = "&".join(cells[key] for key in ("name", "target", "actual", "points"))
    none = ",".join(f'{cells["actual"]}="{word}"' for word in layout.not_applicable)
    return (
        f'IF(LEN({empty})=0,"",IF(ISNUMBER({cells["points"]}),IF({cells["points"]}=0,0,'
        f"IF(OR({cells['points']}<0,LEN({cells['points']})=0),{words['later']},"
        f"IF(LEN({cells['actual']})=0,{words['wait_actual']},"
        f"IFERROR({rounded(cells, places, cells['points'])},{words['later']})))),"
        f"IF(LEN({cells['points']})>0,{words['later']},IF(OR({none}),0,{words['no_points']}))))"
    )


def rounded(cells: Mapping[str, str], places: int, points: str) -> str:
    """Return the formula of a score rounded half up within 0 and the points, exactly.

    A score close to half of the last place is settled in whole numbers.
    """
    scale = 10**places
    score, above, below = cells["score"], cells["above"], cells["below"]
    units = f"{score}*{scale}"
    settled = (
        f"IF({2 * scale}*{above}<{_EXACT_BOUND},"
        f"(INT({units})+IF({2 * scale}*{above}-(2*INT({units})+1)*{below}>=0,1,0))/{scale},NA())"
    )
    near = f"ABS({units}-INT({units})-0.5)<1E-7"
    return f"MIN(MAX(IF({near},{settled},ROUND({score},{places})),0),{points})"


def execution_formulas(
    cells: Mapping[str, str], case_formula: CaseFormulas, guard: str, points: str, money: str
) -> dict[str, str]:
    """Return the formulas of the hidden cells beside the row of all money.

    ``money`` is the factor that takes an amount to the set's unit; ``guard`` is the condition
    under which the row may be scored.
    """
    amounts = ("initial", "budget", "executed")
    scale = f"IF(AND({','.join(_is_whole(f'{cells[a]}*100') for a in amounts[1:])}),100,1000000)"
    facts = {
        **{name: f"({cells[name]}*{money})" for name in amounts},
        **{f"{name}_whole": f"ROUND({cells[name]}*{cells['met']},0)" for name in amounts},
        "money_scale": cells["met"],
        "finished": f'IF({cells["finished"]}="是",TRUE,IF({cells["finished"]}="否",FALSE,NA()))',
        "state": f'IF({cells["state"]}="","正常",{cells["state"]})',
    }
    numbers = ",".join(f"ISNUMBER({cells[a]})" for a in amounts[1:])
    choose = case_formula.choose.format_map(facts)
    return {
        "met": scale,
        "case": f"IF(AND({numbers},{guard}),{choose},NA())",
        **_scores(cells["case"], case_formula.cases, facts, f"{points}*100"),
    }


def _scores(
    case: str, cases: Sequence[ScoreFormula], facts: Mapping[str, str], points: str
) -> dict[str, str]:
    def choose(parts: Sequence[str]) -> str:
        return f"CHOOSE({case}," + ",".join(part.format_map(facts) for part in parts) + ")"

    above = choose([each.above or "NA()" for each in cases])
    return {
        "score": choose([each.score for each in cases]),
        "above": f"IF({_is_whole(points)},{above},NA())",
        "below": choose([each.below or "NA()" for each in cases]),
    }


def _case_formulas(case_formulas: Sequence[CaseFormulas]) -> tuple[list[str], list[ScoreFormula]]:
    """Number the cases of all case_formulas in one row."""
    numbered: list[ScoreFormula] = []
    chosen = []
    for case_formula in case_formulas:
        shift = len(numbered)
        numbered += case_formula.cases
        chosen.append(
            f"IF({case_formula.choose}>0,{case_formula.choose}+{shift},0)"
            if shift
            else case_formula.choose
        )
    return chosen, numbered


def _sign(target: str, layout: FillLayout) -> str:
    """Ten times the number of what the sign means, and the characters that it takes."""
    signs = [
        (word, at + 1) for at, sense in enumerate(_SIGNS) for word in layout.signs.get(sense, ())
    ]
    text = "NA()"
    for word, number in sorted(signs, key=lambda sign: len(sign[0])):
        text = f'IF(EXACT(LEFT({target},{len(word)}),"{word}"),{number * 10 + len(word)},{text})'
    return text


def _figure(text: str) -> str:
    """The characters up to the last digit or point."""
    filled = f'{text}&"################"'
    return (
        f"LEFT({text},SUMPRODUCT(MAX(ISNUMBER(FIND(MID({filled},{{{_PLACES}}},1),"
        f'"0123456789."))*{{{_PLACES}}})))'
    )


def _value(figure: str) -> str:
    """The value of a figure written as a plain decimal; an error for any other way to write it."""
    pattern = f'IF({_decimals(figure)}=0,"0","0."&REPT("0",{_decimals(figure)}))'
    plainly = f"EXACT({figure},TEXT(VALUE({figure}),{pattern}))"
    strange = f'OR(LEN({figure})>{LONGEST_FIGURE},LEFT({figure},1)="-")'
    return f"IF({strange},NA(),IF({plainly},VALUE({figure}),NA()))"


def _decimals(figure: str) -> str:
    return f'(LEN({figure})-FIND(".",{figure}&"."))*ISNUMBER(FIND(".",{figure}))'


def _whole(name: str, figure: str) -> dict[str, str]:
    return {
        f"{name}_whole": f'VALUE(SUBSTITUTE({figure},".",""))',
        f"{name}_scale": f"(10^({_decimals(figure)}))",
    }


def _units_fit(cells: Mapping[str, str], lists: Lists) -> str:
    """Same known unit on both sides; or none where both numbers exceed 1; or only the target's."""
    one, two = cells["target_unit"], cells["actual_unit"]
    kind = f"SUMPRODUCT(EXACT({lists.units},{one})*{lists.unit_kinds})"
    more = f"AND({cells['target_value']}>1,OR({cells['actual_value']}>1,{cells['actual_value']}=0))"
    return (
        f"IF(LEN({one})=0,AND(LEN({two})=0,{more}),"
        f"IF(LEN({two})=0,{kind}>=2,AND(EXACT({one},{two}),{kind}>=1)))"
    )


def _is_whole(number: str) -> str:
    return f"(ABS({number}-ROUND({number},0))<1E-6)"
