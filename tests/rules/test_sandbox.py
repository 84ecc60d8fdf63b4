"""What an expression may not hold: every published escape and trap, each refused with words.

In the tables ``▼`` stands before the character that the flaw has to point at.
"""

from __future__ import annotations

import ast
import warnings
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import simpleeval

from scoring.rules.evaluate import MOST_BITS, Evaluator, TooLarge, UncheckedNode
from scoring.rules.expression import LONGEST, MOST_DIGITS, MOST_NODES
from scoring.rules.types import FUNCTIONS, Type

MARK = "▼"
NO_SUCH_NODE = (simpleeval.FeatureNotAvailable, UncheckedNode)

REFUSED = [
    # escapes by attributes
    ("▼().__class__.__bases__[0].__subclasses__()", "不允许"),
    ("▼().__class__", "不允许 ().__class__"),
    ('▼"{0.__class__}".format(points)', "不允许"),
    ("▼'{0.__class__.__init__.__globals__}'.format_map(points)", "不允许"),
    ("points + ▼points.__globals__", "不允许 points.__globals__"),
    ("▼points.numerator", "不允许 points.numerator"),
    ("▼points.real.__class__", "不允许"),
    ("▼min.__self__", "不允许"),
    ("▼min.__call__(1, 2)", "不允许这样调用"),
    # a simpleeval name that holds a dict answers attributes too
    ("▼project.budget / 2", "不允许 project.budget"),
    ("▼指标.完成值 * 2", "不允许 指标.完成值"),
    # containers
    ("▼{'a': 1}['a']", "不允许"),
    ("▼{'a': 1}.a", "不允许"),
    ("▼[1, 2][0]", "不允许"),
    ("▼[1, 2]", "不允许"),
    ("▼{1, 2}", "不允许"),
    ("▼(1, 2)", "不允许"),
    ("▼points, target", "不允许"),
    ("▼points[0]", "不允许 points[0]"),
    ("▼'abc'[0:2]", "不允许"),
    ("1 + ▼[x for x in (1, 2)][0]", "不允许"),
    ("▼{x: 1 for x in (1, 2)}", "不允许"),
    ("▼{x for x in (1, 2)}", "不允许"),
    ("max(▼(x for x in (1, 2)), 3)", "不允许"),
    ("max(1, ▼[1])", "不允许"),
    # binding
    ("▼lambda: 1", "不允许 lambda"),
    ("▼(lambda: 1)()", "不允许"),
    ("(▼x := 5)", "不允许 x := 5"),
    ("x ▼= 5", "单个“=” =="),
    ("points ▼= 5", "单个“=” =="),
    ("points :▼= 5", "单个“=”"),
    ("points +▼= 5", "单个“=”"),
    ("等次 ▼= '达成'", "单个“=” =="),
    ("level == 'a=b' and points ▼= 5", "单个“=”"),
    ("points ▼=> 5", "单个“=” >="),
    # calls
    ("▼min(*target)", "min 逐个写"),
    ("▼min(1, x=2)", "min 逐个写"),
    ("▼min(**points)", "min 逐个写"),
    ("▼__import__('os')", "没有“__import__”这个函数"),
    ("▼open('/etc/passwd')", "没有“open”这个函数"),
    ("▼eval('1')", "没有“eval”这个函数"),
    ("▼exec('1')", "没有“exec”这个函数"),
    ("▼getattr(points, 'real')", "没有“getattr”这个函数"),
    ("▼print(1)", "没有“print”这个函数"),
    ("▼sum(points, 1)", "没有“sum”这个函数 可用的函数"),
    ("▼round(points, 1)", "没有“round”这个函数 rounded"),
    ("▼min()", "2到8个参数 有0个"),
    ("▼max(points)", "2到8个参数 有1个"),
    ("▼min(1,2,3,4,5,6,7,8,9)", "2到8个参数 有9个"),
    ("▼floor(1, 2)", "要1个参数 有2个"),
    ("▼points(3)", "没有“points”这个函数"),
    ("2 * ▼min", "没有“min”这个名称"),
    ("▼min(1, 2)(3)", "不允许这样调用"),
    ("▼'达成'()", "不允许这样调用"),
    # operators
    ("▼points ** 2", "不允许 points ** 2"),
    ("▼9**9**9", "不允许"),
    ("▼9^9", "不允许"),
    ("▼points % 3", "不允许 points % 3"),
    ("▼points % target", "不允许"),
    ("▼(50)% points", "不允许"),
    ("▼1 << 2", "不允许"),
    ("▼1 << 10**9", "不允许"),
    ("▼8 >> 2", "不允许"),
    ("▼points // 2", "不允许"),
    ("▼points @ 2", "不允许"),
    ("▼1 | 2", "不允许"),
    ("▼1 & 2", "不允许"),
    ("▼~1", "不允许"),
    ("▼points in target", "只能用 =="),
    ("▼'a' in 'abc'", "只能用 =="),
    ("▼points not in target", "只能用 =="),
    ("▼points is target", "只能用 =="),
    ("▼points is not target", "只能用 =="),
    ("points ▼<> 5", "写法不对"),
    ("▼!met", "写法不对"),
    ("met &▼& met", "写法不对"),
    # texts and types
    ("▼'a' * 10 ** 9", "这里要数字 是文字"),
    ("▼'80' * 3", "这里要数字 “'80'”是文字"),
    ("3 * ▼'80'", "这里要数字 是文字"),
    ("▼'1' + '2'", "这里要数字 是文字"),
    ("'9' >= ▼'10'", "文字与文字不能这样比较 只能比较是否相同"),
    ("level > ▼'达成'", "文字与文字不能这样比较"),
    ("points >= ▼'10'", "数字与文字不能这样比较"),
    ("points == ▼'10'", "数字与文字不能这样比较"),
    ("met == ▼1", "不能这样比较"),
    ("met < ▼met", "不能这样比较"),
    ("期限 >= ▼20240101", "日期与数字不能这样比较"),
    ("▼期限 - 办结日", "这里要数字 是日期"),
    ("▼True + 1", "这里要数字 “True”是是或否"),
    ("-▼met", "这里要数字"),
    ("abs(▼met)", "这里要数字 “met”"),
    ("not ▼80%", "这里要是或否 “80%”是数字"),
    ("met and ▼points", "这里要是或否 “points”是数字"),
    ("points if ▼1 else 2", "这里要是或否"),
    ("points if met else ▼'优'", "这里要数字"),
    ("days(▼1, 期限)", "这里要日期"),
    ("▼f'{points}'", "不允许"),
    ("▼b'a'", "不允许"),
    ("▼r'a' == level", "不允许"),
    ("▼...", "不允许"),
    ("▼None", "不允许 None"),
    ("points == ▼None", "不允许 None"),
    # numbers
    ("points * ▼123456789012345678901", "数字太长 20"),
    ("▼1e5", "不允许的写法：1e5"),
    ("▼0x10", "不允许的写法：0x10"),
    ("▼0b11", "不允许的写法：0b11"),
    ("▼1_000", "不允许的写法：1_000"),
    ("▼1j", "不允许的写法：1j"),
    ("▼.5", "不允许的写法：.5"),
    ("▼5.", "不允许的写法：5."),
    ("▼5.%", "写法不对"),
    (".▼5%", "写法不对"),
    ("5%▼5", "写法不对"),
    ("1 ▼2", "写法不对"),
    ("▼2024年预算 / 5", "不允许的写法：2024年预算"),
    ("▼1if met else 2", "不允许的写法：1if 空格"),
    ("points if met else ▼3人", "不允许的写法：3人"),
    # names
    ("▼_x", "没有“_x”这个名称"),
    ("▼__builtins__", "没有“__builtins__”这个名称"),
    ("▼print", "没有“print”这个名称"),
    ("▼роints", "没有“роints”这个名称"),  # Cyrillic р and о
    ("▼pоints", "没有“pоints”这个名称 points"),  # Cyrillic о
    ("▼poinst * 2", "没有“poinst” 您是不是想写 points"),
    ("指标值 ＋ ▼编制树", "没有“编制树” 您是不是想写 编制数"),
    ("state == ▼'正长'", "没有“正长”这个值 正常"),
    ("▼'正长' == 项目状态", "没有“正长”这个值 正常"),
    # more than one expression, and what is no expression
    ("points\n▼target", "写法不对"),
    ("points▼; target", "写法不对"),
    ("points ▼# * 0.5", "不允许的字符“#”"),
    ("points ▼＃ * 0.5", "不允许的字符"),
    ("points ▼# type: int", "不允许的字符"),
    ("points▼: int", "写法不对"),
    ("points ▼\\", "写法不对"),
    ("▼import os", "写法不对"),
    ("▼del points", "写法不对"),
    ("▼@points", "写法不对"),
    ("(▼yield 1)", "不允许 yield"),
    ("▼await points", "不允许 await"),
    ("▼*points", "写法不对"),
    ("min▼(points, 1", "括号不成对 引号"),
    ("(points + 1)▼)", "括号不成对"),
    ("level == '(' and 1 ▼2", "写法不对"),
    ("points▼\0", "不允许的字符"),
    ("level == '▼\0'", "不允许的字符"),
    ("points + ▼\ud800", "不允许的字符"),
    ("指标值 ▼? 3", "写法不对"),
    ("  分值 ▼? 3", "写法不对"),
    ("指标值▼。", "写法不对"),
    ("level == ▼'达成", "引号不成对"),
    ('level == ▼“达成"', "引号不成对"),
    ("level == 'a' or level == ▼'达成 # x", "引号不成对"),
    ("▼", "空"),
    ("▼   ", "空"),
    ("▼　", "空"),
    # under Chinese names and folded signs the place stays the written one
    ("指标值 × ▼完成值 ** 2", "不允许 完成值 ** 2"),
    ("完成值 ≥ 指标值 × 80％ and ▼全年预算数.real > 0", "不允许 全年预算数.real"),
    ("最小（分值， ▼未知）", "没有“未知”这个名称"),
    ("等次 == “达成” and 分值 ≥ ▼“十”", "数字与文字不能这样比较"),
    ("  points × ▼x1", "没有“x1”这个名称"),
    ("分值×9.5%×▼权重数", "没有“权重数” 您是不是想写"),
    ("分值 × 100 % × ▼1e5", "不允许的写法：1e5"),
]


@pytest.mark.parametrize(("marked", "words"), REFUSED)
def test_refused_with_words_at_the_place(marked, words, flaws):
    place = marked.index(MARK)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the verdict must not hang on a warning filter
        found = flaws(marked.replace(MARK, ""))
    assert found, "accepted"
    said = [f.message + f.hint for f in found]
    assert any(all(word in text for word in words.split()) for text in said), said
    assert place in {f.offset for f in found}, found
    assert all("\n" not in text for text in said)


LONG = [
    ("ten thousand digits", "1" * 10_000, "10000个字符 最多400个"),
    ("one character too many", "points + 1" + " " * (LONGEST - 9), "401个字符"),
    ("400 nested parentheses", "(" * 400 + "1" + ")" * 400, "801个字符"),
    ("400 unary minus", "-" * 399 + "1", "最多80个成分"),
    ("unary minus with parentheses", "-(" * 130 + "1" + ")" * 130, "最多80个成分"),
    ("nested calls", "abs(" * 79 + "1" + ")" * 79 + "+1", "最多80个成分"),
    ("a long sum", "+".join(["1"] * 41), "最多80个成分"),
    ("not not not", "not " * 81 + "met", "最多80个成分"),
    ("chained comparison", "<".join(["1"] * 80), "最多80个成分"),
    ("open parentheses only", "(" * 400, "括号不成对"),
    ("open brackets only", "[" * 400, "写法不对"),
    ("nested lists", "[" * 100 + "]" * 100, "不允许"),
    ("digits on both sides of the point", "1" * 10 + "." + "1" * 11, "数字太长"),
]


@pytest.mark.parametrize(("text", "words"), [c[1:] for c in LONG], ids=[c[0] for c in LONG])
def test_size_is_bounded(text, words, flaws):
    said = [f.message for f in flaws(text)]
    assert any(all(word in text for word in words.split()) for text in said), said


def test_the_bounds_themselves_are_allowed(compiled, facts):
    evaluator = Evaluator(facts())
    assert evaluator.number(compiled("points" + " " * (LONGEST - 6))) == 10
    assert evaluator.number(compiled("9" * MOST_DIGITS)) == 10**MOST_DIGITS - 1
    assert evaluator.number(compiled("-" * (MOST_NODES - 1) + "5")) == -5
    assert evaluator.number(compiled("(" * 60 + "points" + ")" * 60)) == 10
    assert evaluator.number(compiled("+".join(["1"] * (MOST_NODES // 2)))) == MOST_NODES // 2


def test_all_flaws_come_at_once(flaws):
    found = flaws("poinst * 2 + 完成直 ** 2 + min(1)")
    assert [f.code for f in found] == ["unknown-name", "not-allowed", "arguments"]


def test_the_whole_must_yield_what_its_place_wants(flaws):
    for text, wanted, words in [
        ("met", Type.NUMBER, "这里要数字 得到的是是或否"),
        ("level", Type.NUMBER, "这里要数字 得到的是文字"),
        ("points", Type.YES_NO, "这里要是或否 得到的是数字"),
        ("  actual / target", Type.YES_NO, "这里要是或否 得到的是数字"),
    ]:
        (flaw,) = flaws(text, wanted)
        assert all(word in flaw.message for word in words.split())
        assert flaw.offset == len(text) - len(text.lstrip())


def test_full_width_letters_are_the_plain_ones(compiled):
    """Typed by an input method left in full width: the same name, nothing new comes in."""
    assert compiled("ｐｏｉｎｔｓ × ２").names == {"points"}
    assert compiled("𝐩oints").names == {"points"}, "the parser's NFKC leads to a listed name only"


# The traps of simpleeval, by name


@pytest.mark.parametrize("typed", ["0.8", "80%", "80％", "８０％", "80 %", "0.80"])
@pytest.mark.parametrize(("actual", "target"), [("80", "100"), ("0.8", "1"), ("7.2", "9")])
def test_trap_exactly_eighty_per_cent_keeps_its_grade(typed, actual, target, compiled, facts):
    assert not Decimal("0.8") >= 0.8, "the trap is real"
    row = Evaluator(facts(actual=actual, target=target))
    assert row.holds(compiled(f"actual / target >= {typed}", Type.YES_NO))
    assert not row.holds(compiled(f"actual / target > {typed}", Type.YES_NO))
    assert row.holds(compiled(f"完成值 ÷ 指标值 ≥ {typed}", Type.YES_NO))
    assert row.holds(compiled(f"actual / target == {typed}", Type.YES_NO))


@pytest.mark.parametrize("typed", ["0.9", "90%", "90％"])
def test_trap_exactly_ninety_per_cent_keeps_its_grade(typed, compiled, facts):
    assert not Decimal("0.9") >= 0.9, "the trap is real"
    row = Evaluator(facts(executed="1634696.28", budget="1816329.20"))
    assert row.holds(compiled(f"executed / budget >= {typed}", Type.YES_NO))
    assert not row.holds(compiled(f"executed / budget < {typed}", Type.YES_NO))


def test_trap_literals_are_never_floats(compiled, facts):
    row = Evaluator(facts())
    assert row.number(compiled("0.1 + 0.2")) == Fraction(3, 10)
    assert row.number(compiled("1.10")) == Fraction(11, 10)
    assert row.number(compiled("0.29 * 100")) == 29
    assert row.number(compiled("1 / 3 * 3")) == 1


def test_trap_default_functions_are_absent(facts):
    evaluator = Evaluator(facts())
    assert set(evaluator.functions) == set(FUNCTIONS)
    assert not set(evaluator.functions) & set(simpleeval.DEFAULT_FUNCTIONS)


@pytest.mark.parametrize("name", sorted(simpleeval.DEFAULT_FUNCTIONS))
def test_trap_each_default_function_is_refused(name, flaws):
    for call in (f"{name}()", f"{name}(points)"):
        assert [f.code for f in flaws(call)] == ["unknown-function"]


def test_trap_operators_beyond_the_listed_are_absent(facts):
    missing = set(simpleeval.DEFAULT_OPERATORS) - set(Evaluator(facts()).operators)
    words = {node.__name__ for node in missing}
    assert words >= {"Pow", "Mod", "FloorDiv", "LShift", "RShift", "In", "NotIn", "Is", "IsNot"}
    assert words >= {"BitXor", "BitOr", "BitAnd", "Invert"}


@pytest.mark.parametrize("text", ["x = 5", "x += 5", "1\n2", "import os", "def f(): pass"])
def test_trap_evaluator_alone_refuses_what_the_checker_refuses(text, facts):
    """Even a tree that came around the checker finds no way through the evaluator."""
    evaluator = Evaluator(facts())
    for node in ast.parse(text).body:
        with pytest.raises(NO_SUCH_NODE):
            evaluator.node(node)
        with pytest.raises(NO_SUCH_NODE):
            evaluator.eval(text, node)


@pytest.mark.parametrize("text", ["points.real", "[1]", "f'{1}'", "{1: 2}[1]", "lambda: 1", "(1,)"])
def test_trap_evaluator_alone_knows_no_other_expression(text, facts):
    with pytest.raises(NO_SUCH_NODE):
        Evaluator(facts()).node(ast.parse(text, mode="eval").body)


def test_trap_a_name_never_answers_for_another(compiled, facts):
    """Names are looked up flat: no fallback to functions, builtins, constants or dict items."""
    evaluator = Evaluator(facts(**{"min": Fraction(3), "True": Fraction(3)}))
    assert evaluator.number(compiled("min(points, 4)")) == 4
    assert evaluator.holds(compiled("True", Type.YES_NO)) is True


@pytest.mark.parametrize(
    "text", ["1if met else 2", "0x10if met else 2", "points # 5", "80%if met else 0"]
)
@pytest.mark.parametrize("action", ["ignore", "error"])
def test_trap_the_verdict_does_not_hang_on_the_warning_filter(text, action, flaws):
    with warnings.catch_warnings():
        warnings.simplefilter(action)
        accepted = not flaws(text)
    assert accepted == text.startswith("80%")


@pytest.mark.parametrize(
    "text",
    ["actual * actual * actual", "1 / actual / actual / actual", "0 - actual * actual * actual"],
)
def test_trap_a_number_that_grows_without_end_is_refused(text, compiled, facts):
    row = Evaluator(facts(actual=str(2 ** (MOST_BITS // 3 + 1))))
    with pytest.raises(TooLarge):
        row.number(compiled(text))
    assert row.number(compiled("actual * actual")) > 0


def test_trap_a_fact_that_is_too_long_to_print_is_refused(compiled, facts):
    huge = Fraction(2**MOST_BITS)
    with pytest.raises(TooLarge):
        Evaluator(facts(actual=huge)).number(compiled("actual"))
    assert Evaluator(facts(actual=huge - 1)).number(compiled("actual")) == huge - 1


# Functions and values that do exist


def test_rounded_wants_its_places_written_out(compiled, facts, flaws):
    row = Evaluator(facts(actual="2.34565"))
    assert row.number(compiled("rounded(actual)")) == Fraction("2.35")
    assert row.number(compiled("四舍五入(完成值, 4)")) == Fraction("2.3457")
    assert row.number(compiled("rounded(actual, 0)")) == 2
    for places in ("7", "1.5", "-1", "points", "20%"):
        (flaw,) = flaws(f"rounded(actual, {places})")
        assert (flaw.code, flaw.offset) == ("arguments", 16)
        assert "0 到 6" in flaw.message


def test_every_function_by_both_names(compiled, facts, names):
    row = Evaluator(
        facts(actual="-2.5", target="3", 期限=date(2024, 2, 1), 办结日=date(2024, 3, 1))
    )
    expected = {
        "min": ("(actual, target)", "-2.5"),
        "max": ("(actual, target)", "3"),
        "abs": ("(actual)", "2.5"),
        "floor": ("(actual)", "-3"),
        "ceil": ("(actual)", "-2"),
        "rounded": ("(actual, 0)", "-3"),
        "days": ("(期限, 办结日)", "29"),
    }
    assert set(expected) == set(FUNCTIONS) == set(names.function_aliases.values())
    for label, name in names.function_aliases.items():
        arguments, value = expected[name]
        assert row.number(compiled(name + arguments)) == Fraction(value)
        assert row.number(compiled(label + arguments)) == Fraction(value)


def test_every_label_stands_for_its_name(compiled, names):
    for label, name in names.aliases.items():
        kind = names.specs[name].type
        assert compiled(label, kind).names == compiled(name, kind).names == {name}
