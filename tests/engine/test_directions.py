"""Bare targets: which way a row goes by the words of its name and level. Never an unfair loss.

Each line is a name with its second level, a target without a sign, an actual, and what must come
out: ``full`` points, ``short`` of them because the target was missed, or ``either`` where name and
level disagree or tell nothing: then both readings give the band.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.records.submission import Submission

MORE_IS_BETTER = """
投诉处理及时率          质量  95%      100%     full
投诉处理及时率          时效  95%      90%      short
投诉办理满意率          质量  90%      98%      full
投诉人满意度            满意  90%      98%      full
违规问题整改完成率      质量  90%      100%     full
事故及时报告率          时效  95%      100%     full
12345投诉件办结及时率   时效  95%      99%      full
故障处理率              质量  95%      99%      full
故障修复及时率          质量  95%      99%      full
差错率下降幅度          质量  5%       6%       full
事故率下降幅度          质量  5%       6%       full
投诉下降率              质量  5%       8%       full
无故障率                质量  95%      99%      full
无事故率                质量  95%      99%      full
零投诉率                质量  95%      99%      full
响应时间达标率          时效  95%      98%      full
响应时间达标率          时效  95%      90%      short
违规行为查处率          质量  90%      95%      full
泄密隐患排查整改率      质量  90%      95%      full
合格率                  质量  90%      95%      full
失业人员就业率          质量  60%      65%      full
安全事故隐患整改率      质量  90%      95%      full
事故应急演练次数        数量  2次      3次      full
事故应急演练次数        数量  3次      2次      short
事故警示教育场次        数量  5场      6场      full
安全生产事故防范培训人数 数量 100人    120人    full
打击违法违规行为次数    数量  10次     12次     full
查处违规案件数量        数量  10件     12件     full
违规经营行为查处起数    数量  10起     12起     full
保密及失泄密教育培训次数 数量 2次      3次      full
投诉办理件数            数量  100件    120件    full
受理投诉件数            数量  100件    120件    full
投诉热线接听数量        数量  1000件   1200件   full
消费投诉调解数          数量  100件    120件    full
事故调查报告数量        数量  4份      5份      full
交通事故救援次数        数量  10次     12次     full
为消费者挽回投诉损失    数量  100万元  120万元  full
差错更正培训期数        数量  2期      3期      full
无事故企业数            数量  10家     12家     full
故障处理次数            数量  10次     12次     full
故障数据上报量          数量  100条    120条    full
违规建设拆除面积        数量  100平方米 120平方米 full
逾期贷款清收金额        数量  100万元  120万元  full
不合格产品查处数        数量  10件     12件     full
培训时长                数量  40小时   48小时   full
培训时长                数量  48小时   40小时   short
系统平均无故障运行时长  质量  100小时  120小时  full
平均无故障时间          质量  100小时  120小时  full
平均故障间隔时间        质量  100小时  120小时  full
平均故障时间间隔        质量  100小时  120小时  full
系统连续运行时间        质量  300天    330天    full
安全运行天数            质量  300天    330天    full
无事故运行天数          质量  300天    330天    full
志愿服务时长            数量  100小时  120小时  full
系统可用时长            质量  100小时  120小时  full
设备使用时间            质量  100小时  120小时  full
人均学习时长            数量  40小时   48小时   full
播出时长                数量  40小时   48小时   full
质保时限                质量  12个月   15个月   full
审批时间缩短天数        时效  3天      4天      full
成本节约率              成本  5%       6%       full
成本节约率              成本  6%       5%       short
成本降低额              成本  10万元   12万元   full
成本核算企业数          数量  10家     12家     full
资金节约额              成本  10万元   12万元   full
配套资金到位额          成本  100万元  120万元  full
监测覆盖率              质量  90%      95%      full
群众满意度              满意  90%      85%      short
设备购置数量            数量  10台     12台     full
泄密自查次数            数量  3次      4次      full
信访事项办理件数        数量  100件    120件    full
审批环节压缩个数        数量  3个      4个      full
应急处置事故起数        数量  10起     12起     full
"""

LESS_IS_BETTER = """
安全事故发生数          质量  3起      1起      full
安全事故发生数          质量  3起      4起      short
党政机关投诉次数        满意  3次      0次      full
党政机关投诉次数        满意  3次      5次      short
群众有效投诉量          满意  10件     6件      full
投诉率                  质量  5%       3%       full
投诉率                  质量  5%       6%       short
安全事故发生率          质量  5%       3%       full
设备故障率              质量  5%       4%       full
系统故障次数            质量  5次      2次      full
差错率                  质量  5%       4%       full
工作差错次数            质量  3次      1次      full
违规使用资金笔数        质量  3笔      0笔      full
泄密事件数              质量  1起      0起      full
不满意率                满意  5%       4%       full
产品不合格率            质量  5%       4%       full
逾期率                  时效  5%       4%       full
群体性事件越级上访次数  社会  3次      1次      full
伤亡人数                质量  3人      1人      full
停电次数                质量  5次      3次      full
处置不及时次数          时效  3次      1次      full
单位能耗                生态  50千瓦时 45千瓦时 full
平均响应时间            质量  10分钟   8分钟    full
平均响应时间            质量  10分钟   12分钟   short
故障修复时间            时效  10小时   8小时    full
故障恢复时长            时效  10小时   8小时    full
投诉处理时限            时效  10天     8天      full
平均办理时长            时效  10天     8天      full
事故处置时间            时效  10小时   8小时    full
系统服务中断时长        质量  24小时   10小时   full
停机时间                质量  24小时   10小时   full
群众平均等待时间        质量  20分钟   15分钟   full
到场时间                时效  20分钟   15分钟   full
页面加载耗时            质量  5秒      3秒      full
巡检间隔                时效  10天     8天      full
网络延迟                质量  50毫秒   40毫秒   full
项目总支出              质量  600万元  590万元  full
项目总成本              成本  600万元  590万元  full
采购单价                数量  500元    480元    full
单位造价                质量  500元    480元    full
单位造价                质量  500元    600元    short
会议培训费              成本  10万元   9万元    full
检测服务费用            成本  10万元   9万元    full
无重大事故发生          质量  0起      0起      full
12345热线投诉量         满意  10件     6件      full
培训教师投诉次数        满意  3次      1次      full
保密检查违规扣分次数    质量  3次      2次      full
重大舆情次数            社会  3次      1次      full
信访件数                社会  10件     8件      full
超时办件数              时效  3件      1件      full
逾期未办结件数          时效  3件      1件      full
延期项目数              时效  3个      1个      full
项目完成时间            时效  30天     25天     full
工期                    时效  180天    170天    full
审批环节数              质量  5个      3个      full
不良贷款率              质量  5%       4%       full
管网漏损率              质量  10%      9%       full
零投诉                  质量  0次      0次      full
成本控制率              成本  100%     95%      full
"""

EITHER_WAY = """
经费支付率              成本  100%     95%      either
预算执行率              成本  90%      85%      either
支出进度                成本  90%      95%      either
经费支付率              成本  100%     100%     full
参照人数                成本  100人    120人    either
"""

LEVELS = {
    "数量": ("产出", "数量指标"), "质量": ("产出", "质量指标"), "时效": ("产出", "时效指标"),
    "成本": ("产出", "成本指标"), "社会": ("效益", "社会效益指标"), "生态": ("效益", "生态效益指标"),
    "满意": ("满意度", "服务对象满意度指标"),
}  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [x for t in (MORE_IS_BETTER, LESS_IS_BETTER, EITHER_WAY) for x in t.split("\n") if x],
)
def test_a_bare_target_goes_the_way_its_name_says(line, library):
    name, level2, target, actual, wanted = line.split()
    level1, level2 = LEVELS[level2]
    row = {"level1": level1, "level2": level2, "name": name, "target": target, "actual": actual,
           "points": "10"}  # fmt: skip
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022}
    submission = Submission.model_validate({**given, "indicators": [row]})
    (found,) = library.scorer(submission.set).score(submission).indicators
    if wanted == "either":
        assert found.status.value == "defaulted"
        assert found.otherwise is not None
        assert found.otherwise.met is not found.met
        return
    assert found.met is (wanted == "full"), found.direction
    assert found.score is not None
    assert (found.score == Decimal(10)) is (wanted == "full")
