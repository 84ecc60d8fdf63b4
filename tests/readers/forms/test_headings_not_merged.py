"""Two rows of headings whose cells are not merged, as a sheet that was saved as CSV has them."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from scoring.work.library import Library
from tests.corpus.field_forms import read, told

HEAD = """项目支出绩效自评表
2022年度
项目名称,,公路养护
主管部门,,某局,,,实施单位,某中心
"""
FUNDS = """项目资金（万元）,资金来源,预算,,执行,,执行率,得分
,,年初预算数,全年预算数,全年执行数,,,
,年度资金总额,100,100,98,,98%,9.8
"""
PARTED = """绩效指标,一级指标,二级指标,三级指标,年度指标值,,,实际完成值,分值,得分
,,,,指标性质,指标值,度量单位,,,
,产出指标,数量指标,养护里程,≥,45,公里,46,50,50
,效益指标,社会效益指标,事故起数,≤,3,起,1,30,30
,满意度指标,服务对象满意度指标,群众满意度,≥,90,%,95,10,10
总分,,,,,,,,100,99.8
"""
BELOW = """绩效指标,,,年度指标值,实际完成值,分值,得分
一级指标,二级指标,三级指标,,,,
产出指标,数量指标,养护里程,≥45公里,46公里,50,50
效益指标,社会效益指标,事故起数,≤3起,1起,30,30
满意度指标,服务对象满意度指标,群众满意度,≥90%,95%,10,10
总分,,,,,100,99.8
"""


def data(table: str) -> bytes:
    return (HEAD + FUNDS + table).encode()


def form(table: str) -> Submission:
    (found,) = read(data(table), "表.csv").forms
    assert found.submission is not None, found.problems
    return found.submission


@pytest.mark.parametrize("table", [PARTED, BELOW])
def test_the_second_row_is_headings_too(table: str, library: Library) -> None:
    found = form(table)
    shown = [(row.name, row.direction + row.target + row.unit) for row in found.indicators]
    assert shown == [("养护里程", "≥45公里"), ("事故起数", "≤3起"), ("群众满意度", "≥90%")]
    assert [str(row.points) for row in found.indicators] == ["50", "30", "10"]
    (funds,) = found.funds
    assert (str(funds.executed), str(funds.claimed), str(funds.claimed_rate)) == ("98", "9.8", "98")
    assert told(read(data(table), "表.csv"), "mof/2020-project", library) == []
