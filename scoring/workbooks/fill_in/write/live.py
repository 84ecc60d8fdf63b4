"""The formulas by which rows are scored while they are typed in.

They stand on the hidden sheet, one line for each row of the form, and look at the form by position: a
row that was inserted, pasted, moved or sorted is counted like any other, and nothing that is pasted
can break them. Texts are read by the strictest rules: a plain decimal, the same unit, a text that the
engine was asked about. Whatever else was typed yields an error, and the row shows that it will be
scored later; so does what was pasted as a number, since what is seen of it may be rounded or a date.
Only functions that Excel 2010, WPS and LibreOffice all have are used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.workbooks.fill_in.layout import DayWords, FillLayout
from scoring.workbooks.fill_in.plan.plan import (
    FIGURE_WITHIN,
    LONGEST_FIGURE,
    CaseFormulas,
    RowFormulas,
    ScoreFormula,
    Way,
)
from scoring.workbooks.fill_in.plan.row_values import DATE_SIGNS, LEAST_RATE, SIGNS
from scoring.writers.xlsx.pen import quoted

INPUTS: Final = (
    "level1", "level2", "name", "target", "direction", "unit", "actual", "points", "claimed", "reason",
)  # fmt: skip
"""The columns of the form that a line of formulas looks at."""
COLUMNS: Final = (
    "level1", "level2", "name", "target", "direction", "unit", "actual", "points", "claimed", "said",
    "has_reason", "recipe", "sense", "is_rate", "target_text", "target_unit", "target_value", "kind",
    "actual_rest", "actual_text", "actual_unit", "factor", "actual_value", "day_text", "day",
    "fits", "met", "full", "case", "score", "above", "below", "shown", "own",
)  # fmt: skip
"""The cells of a line of formulas."""
MONEY: Final = ("met", "case", "score", "above", "below", "shown")
"""The cells of the formulas of a rule on the row of all money."""
_PLACES: Final = ",".join(str(n) for n in range(1, FIGURE_WITHIN + 1))
_SIGNS: Final = (">=", ">", "<=", "<")
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
    equal: str
    keys: str
    numbers: str
    ways: str
    values: str
    value_units: str
    bare: str
    prefixes: str
    rates: str
    rules: str
    due: str
    due_years: str
    answers: str
    days: str
    day_numbers: str
    wordings: str
    stops: str
    excuses: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all lines of formulas look at: the form's columns, single cells, lists."""

    columns: Mapping[str, str]
    """Areas of the form from the headings down to the last row, by key of :data:`INPUTS`."""
    year: str
    state: str
    layout: FillLayout
    places: int


def row_formulas(
    number: int, cells: Mapping[str, str], above: Mapping[str, str], around: Surroundings,
    live: RowFormulas,
    lists: Lists,
) -> dict[str, str]:  # fmt: skip
    """Return the formulas of the line for the form's row ``number``, counted from 1.

    ``cells`` names the line's own cells, ``above`` those of the line before it, if there is one.
    """
    layout = around.layout
    facts = {
        **cells,
        **_whole("target", cells["target_text"]),
        **_whole("actual", cells["actual_text"], cells["factor"]),
        "points_whole": f"ROUND({cells['points']}*100,0)",
        "points_scale": "100",
        "target": cells["target_value"],
        "actual": cells["actual_value"],
    }
    cases, numbered = _case_formulas(live.case_formulas)
    chosen = ",".join(case_formula.format_map(facts) for case_formula in cases)
    recipe, way, actual = cells["recipe"], f"INT({cells['sense']}/10)", cells["actual"]
    rest = f"MID({cells['target']},MOD({cells['sense']},10)+1,30)"
    prefix = f'INDEX({lists.prefixes},{recipe})&""'

    def known(column: str, otherwise: str) -> str:
        """A field of the recipe, or what the texts say where there is none."""
        return f"IF({recipe}>0,INDEX({column},{recipe}),{otherwise})"

    bare = known(lists.bare, f"IF({cells['kind']}=3,2,0)")
    rule = known(lists.rules, _rule(cells, way, lists))
    plainly = f'AND({cells["direction"]}="",{cells["unit"]}="")'
    done, asked = cells["actual_value"], cells["target_value"]
    return {
        **_inputs(number, above, around),
        "has_reason": f"LEN(TRIM({_cell(number, 'reason', around)}))>0",
        "recipe": f"SUMPRODUCT(EXACT({lists.keys},{_key(cells)})*{lists.numbers})",
        "sense": known(lists.ways, f"IF({plainly},{_sign(cells['target'], layout)},NA())"),
        "is_rate": known(lists.rates, "NA()"),
        "target_text": f'{known(lists.values, _figure(rest))}&""',
        "target_unit": known(lists.value_units, _unit(rest, cells["target_text"])) + '&""',
        "target_value": _value(cells["target_text"]),
        "kind": f"SUMPRODUCT(EXACT({lists.units},{cells['target_unit']})*{lists.unit_kinds})",
        "actual_rest": f"IF({recipe}>0,IF(EXACT(LEFT({actual},LEN({prefix})),{prefix}),"
        f"MID({actual},LEN({prefix})+1,60),{actual}),{actual})",
        "actual_text": _figure(cells["actual_rest"]),
        "actual_unit": _unit(cells["actual_rest"], cells["actual_text"]),
        "factor": f"IF(AND({bare}=2,LEN({cells['actual_unit']})=0,"
        f"{_value(cells['actual_text'])}<=1),100,1)",
        "actual_value": f"{_value(cells['actual_text'])}*{cells['factor']}",
        "day_text": _without_done(actual, layout.day_words),
        "day": f"IF({known(lists.due, '0')}>0,SUMPRODUCT(EXACT({lists.days},"
        f"{_without_year(cells['day_text'], around.year, layout.day_words)})*{lists.day_numbers}),0)",
        "fits": _fits(cells, lists),
        "met": f"CHOOSE({way}," + ",".join(f"{done}{sign}{asked}" for sign in _SIGNS) + ",NA())",
        "full": _full(cells, way, around, lists),
        "case": f"IF(AND({cells['target_value']}>0,{cells['fits']}),CHOOSE({rule},{chosen}),NA())",
        **_scores(cells["case"], numbered, facts, f"{cells['points']}*100"),
        "shown": _shown(cells, around, lists),
        "own": f"IF(ISNUMBER({cells['claimed']}),{cells['claimed']},"
        f'IF(ISNUMBER({cells["shown"]}),{cells["shown"]},""))',
    }


def later_formulas(
    number: int, cells: Mapping[str, str], above: Mapping[str, str], around: Surroundings
) -> dict[str, str]:
    """Return the formulas of a line where no rule can be applied while typing."""
    empty = "&".join(cells[key] for key in ("name", "target", "actual", "points"))
    return {
        **_inputs(number, above, around),
        "shown": f'IF(LEN({empty})=0,"","{around.layout.text("later")}")',
        "own": f'IF(ISNUMBER({cells["claimed"]}),{cells["claimed"]},"")',
    }


def _cell(number: int, key: str, around: Surroundings) -> str:
    """Return the reference to a cell of a row of the form, an empty text beyond the last row."""
    column = around.columns.get(key)
    if column is None:
        return '""'
    return f'IF({number}<ROWS({column}),INDEX({column},{number + 1}),"")'


def _inputs(number: int, above: Mapping[str, str], around: Surroundings) -> dict[str, str]:
    """Return the cells of a row as texts, levels filled down; ``#`` for a number among texts."""

    def cell(key: str) -> str:
        return _cell(number, key, around)

    first, second = (above.get(key, '""') for key in ("level1", "level2"))
    remark = cell("reason") + "&" + around.state
    for blank in ('" "', '"\u3000"', "CHAR(10)"):
        remark = f'SUBSTITUTE({remark},{blank},"")'
    found = {key: f'IF(ISNUMBER({cell(key)}),"#",{cell(key)}&"")' for key in ("target", "actual")}
    numbers = {
        key: f'IF(LEN({cell(key)})=0,"",IF(ISNUMBER({cell(key)}),{cell(key)},"#"))'
        for key in ("points", "claimed")
    }
    return {
        "level1": f'IF(LEN({cell("level1")})=0,{first},{cell("level1")}&"")',
        "level2": f'IF(LEN({cell("level2")})>0,{cell("level2")}&"",'
        f'IF(LEN({cell("level1")})=0,{second},IF(EXACT({cell("level1")}&"",{first}),{second},"")))',
        **{key: f'{cell(key)}&""' for key in ("name", "direction", "unit")},
        **found,
        **numbers,
        "said": remark,
    }


def _key(cells: Mapping[str, str]) -> str:
    parts = ("level1", "level2", "name", "target", "direction", "unit")
    return '&"|"&'.join(cells[part] for part in parts)


def _rule(cells: Mapping[str, str], way: str, lists: Lists) -> str:
    """Return the number of the rule for the levels as they are written."""
    key = f'{cells["level1"]}&"|"&{cells["level2"]}'
    anyone = f'{cells["level1"]}&"|*"'

    def of(numbers: str) -> str:
        return (
            f"MAX(SUMPRODUCT(EXACT({lists.levels},{key})*{numbers}),"
            f"SUMPRODUCT(EXACT({lists.levels},{anyone})*{numbers}))"
        )

    return f"IF({way}={Way.EQUAL:d},{of(lists.equal)},IF({way}<={Way.ABOVE:d},{of(lists.at_least)},{of(lists.at_most)}))"


def _full(cells: Mapping[str, str], way: str, around: Surroundings, lists: Lists) -> str:
    """Return whether an actual reaches all points: a known answer, a day in time, the same again."""
    recipe, day = cells["recipe"], cells["day"]
    year = f"INDEX({lists.due_years},{recipe})"
    due = f"INDEX({lists.due},{recipe})"
    answered = f'SUMPRODUCT(--EXACT({lists.answers},{recipe}&"|"&{cells["actual"]}))>0'
    in_time = f'AND({day}>0,{day}<={due},OR({year}=0,{year}&""={around.year}&""))'
    repeated = (
        f"IF(EXACT({cells['target']},{cells['actual']}),"
        f"SUMPRODUCT(--EXACT({lists.wordings},{cells['target']}))>0,FALSE)"
    )
    equal = (
        f"AND({way}={Way.EQUAL:d},{cells['target_value']}>0,{cells['fits']},"
        f"{cells['target_value']}={cells['actual_value']},{_rule(cells, way, lists)}>0)"
    )
    return (
        f"IF({recipe}>0,IF({answered},TRUE,IF({due}>0,{in_time},FALSE)),"
        f"IF({repeated},TRUE,IFERROR({equal},FALSE)))"
    )


def _shown(cells: Mapping[str, str], around: Surroundings, lists: Lists) -> str:
    """Return the score that a row shows, or why there is none."""
    layout, points = around.layout, cells["points"]
    words = {key: f'"{layout.text(key)}"' for key in ("later", "wait_actual", "no_points")}
    empty = "&".join(cells[key] for key in ("name", "target", "actual", "points"))
    none = ",".join(f'{cells["actual"]}="{word}"' for word in layout.not_applicable)
    computed = rounded(cells, around.places, points)
    excused = _holds(lists.excuses, cells["said"])
    below = f"IF({computed}<{points},IF({excused},{words['later']},{computed}),{computed})"
    return (
        f'IF(LEN({empty})=0,"",IF(ISNUMBER({points}),IF({points}=0,0,'
        f"IF({points}<0,{words['later']},IF(LEN({cells['actual']})=0,{words['wait_actual']},"
        f"IF({_holds(lists.stops, cells['said'])},{words['later']},"
        f"IF({cells['full']},MIN(ROUND({points},{around.places}),{points}),IFERROR({below},{words['later']})))))),"
        f"IF(LEN({points})>0,{words['later']},IF(OR({none}),0,{words['no_points']}))))"
    )


def _holds(words: str, text: str) -> str:
    return f"SUMPRODUCT(--ISNUMBER(FIND({words},{text})))>0"


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
    signs = [(word, at) for at, sense in enumerate(SIGNS, 1) for word in layout.signs[sense]]
    text = f"{Way.EQUAL:d}0"
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


def _unit(text: str, figure: str) -> str:
    """What stands behind a figure, without blanks."""
    return f'SUBSTITUTE(MID({text},LEN({figure})+1,30)," ","")'


def _value(figure: str) -> str:
    """The value of a figure written as a plain decimal; an error for any other way to write it."""
    pattern = f'IF({_decimals(figure)}=0,"0","0."&REPT("0",{_decimals(figure)}))'
    plainly = f"EXACT({figure},TEXT(VALUE({figure}),{pattern}))"
    strange = f'OR(LEN({figure})>{LONGEST_FIGURE},LEFT({figure},1)="-")'
    return f"IF({strange},NA(),IF({plainly},VALUE({figure}),NA()))"


def _decimals(figure: str) -> str:
    return f'(LEN({figure})-FIND(".",{figure}&"."))*ISNUMBER(FIND(".",{figure}))'


def _whole(name: str, figure: str, factor: str = "") -> dict[str, str]:
    times = f"*{factor}" if factor else ""
    return {
        f"{name}_whole": f'(VALUE(SUBSTITUTE({figure},".","")){times})',
        f"{name}_scale": f"(10^({_decimals(figure)}))",
    }


def _fits(cells: Mapping[str, str], lists: Lists) -> str:
    """Whether the units agree: by the recipe; else the same known one, or none beside a count, or
    none at all where both numbers exceed 1.
    """
    one, two, recipe = cells["target_unit"], cells["actual_unit"], cells["recipe"]
    asked, done, kind = cells["target_value"], cells["actual_value"], cells["kind"]
    more = f"AND({asked}>1,OR({done}>1,{done}=0))"
    bare = f"INDEX({lists.bare},{recipe})>=1"
    by_recipe = f"IF(LEN({two})=0,OR(LEN({one})=0,{bare}),EXACT({one},{two}))"
    omitted = f"OR({kind}=2,AND({kind}=3,{asked}>={LEAST_RATE}))"
    return (
        f"IF({recipe}>0,{by_recipe},IF(LEN({one})=0,AND(LEN({two})=0,{more}),"
        f"IF(LEN({two})=0,{omitted},AND(EXACT({one},{two}),{kind}>=1))))"
    )


def _without_done(actual: str, words: DayWords) -> str:
    """An actual without blanks and without the word behind a day (完成)."""
    dense, size = f'SUBSTITUTE({actual}," ","")', len(words.done)
    cut = f"LEFT({dense},LEN({dense})-{size})"
    return f"IF(RIGHT({dense},{size})={quoted(words.done)},{cut},{dense})"


def _without_year(text: str, year: str, words: DayWords) -> str:
    """A day as the list of days may have it, without the form's year."""
    rest, found = f"MID({text},LEN({year})+2,20)", text
    before = f"LEFT({text},LEN({year})+1)"
    for sign in DATE_SIGNS:
        spelled = f"SUBSTITUTE({rest},{quoted(sign)},{quoted(words.month)})&{quoted(words.day)}"
        found = f"IF(EXACT({before},{year}&{quoted(sign)}),{spelled},{found})"
    found = f"IF(EXACT({before},{year}&{quoted(words.year)}),{rest},{found})"
    return f"IF(LEN({year})=0,{text},{found})"


def _is_whole(number: str) -> str:
    return f"(ABS({number}-ROUND({number},0))<1E-6)"
