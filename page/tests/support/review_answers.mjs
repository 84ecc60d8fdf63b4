// Recorded answers of the review, small: what the engine says of the six forms of seed 004.

const key = (list) => list.map(([key, word]) => ({ key, word }));

/** Every word of the review, as `review.words` answers. */
export const WORDS = {
  steps: [
    ["initial", "初评", 1, "evaluator"], ["feedback", "单位反馈", 2, "unit"], ["review", "复核", 3, "evaluator"],
    ["final", "终审", 4, "evaluator"], ["to_close", "待办结", 0, "evaluator"], ["closed", "已办结", 0, ""],
  ].map(([key, name, number, by]) => ({ key, name, number, by })),
  held: "待裁定",
  actions: [
    { key: "sent_back", word: "退回单位修改", reason: true },
    { key: "closed", word: "办结", reason: false },
  ],
  grounds: [
    ["未提供佐证", ["rule", "other"]], ["与项目无关", ["other"]], ["重复设置", ["other"]],
    ["数据核减", ["other"]], ["数据核增", ["claim", "other"]], ["指标值经批准调整", ["claim", "other"]],
    ["不可抗力", ["claim", "other"]], ["佐证属实", ["claim", "rule", "other"]], ["采纳单位说明", ["claim", "other"]],
    ["定性档次认定", ["rule", "other"]], ["逾期认定", ["rule", "other"]], ["集体会审", ["claim", "rule", "other"]],
  ].map(([name, fits]) => ({ name, fits, meaning: `${name}的意思`, minutes: name === "集体会审" })),
  ground_join: ":",
  minutes: "纪要编号",
  withdraw: "撤回",
  kinds: key([["edit", "与规则不一致"], ["ask", "待说明"], ["note", "提示"], ["targets", "目标编制建议"]]),
  states: key([["open", "待认定"], ["decided", "已认定"], ["objected", "单位有异议"], ["none", "不用认定"]]),
  stakes: key([["over_10", "10分以上"], ["over_3", "3–10分"], ["under_3", "3分以下"], ["none", "不涉及分"]]),
  facets: key([
    ["kind", "种类"], ["state", "状态"], ["stake", "涉及分"], ["title", "问题"], ["set", "规则"],
    ["unit", "实施单位"], ["restored", "归位过"],
  ]),
  choices: key([["claim", "认可申报"], ["rule", "按规则"], ["other", "另定"], ["reference", "按参考分"]]),
  columns: key([
    ["verified_target", "复核指标值"], ["verified", "复核完成值"], ["score", "复核得分"], ["ground", "认定理由"],
    ["note", "理由说明"],
  ]),
  entry_kinds: key([["ruling", "认定"], ["withdrawal", "撤回"], ["signature", "签署"]]),
  answers: key([["agree", "认可"], ["disagree", "不认可"]]),
};

export const BATCH = {
  files: 1, forms: 6, known: 6, unknown: 0, targets: 0, reports: 0, unread: 0, repeats: 0, restored: 14,
  entries: 0, secret: 0,
};

const PROJECTS = [
  ["综合运维服务", "99.23", "99.23"], ["政府网络运行维护", "99.79", "99.79"], ["政务数据管理", "97.42", "99.92"],
  ["深圳电子政务平台数字证书退费项目", "97.77", "99.77"], ["网络安全监测预警", "99.94", "99.94"],
  ["信息工程质量监督", "99.99", "94.41"],
];

export function formLine(index, more = {}) {
  const [title, claimed, rule] = PROJECTS[index];
  return {
    form: `f${index + 1}`, title, file: "004_25bc0484e45a6819.txt", at: "", unit: "深圳市信息安全管理中心",
    department: "深圳市政务服务数据管理局", year: 2022, set: "s", set_called: "深圳 2022 项目表", claimed,
    claimed_grade: "优", rule, low: "86.73", high: "96.53", rule_grade: "优",
    above_total: index === 5 ? "3.46" : "0", review: index === 5 ? "95.53" : claimed, review_if_signed: index === 5 ? "95.53" : claimed,
    alternatives: [], grade: "优", deviation: index === 5 ? "4.46" : "0.00", step: "initial", step_name: "初评", step_number: 1,
    awaits: "评价人", edit: 0, ask: 0, note: 0, open: index === 5 ? 3 : 1, decided: 0, restored: 0, secret: false,
    copy_of: "", notices: [], ...more,
  };
}

export const FORMS = PROJECTS.map((_, index) => formLine(index));

let made = 0;
export function findingLine(form, severity, title, name, text, stake, place, more = {}) {
  made += 1;
  const [low, high] = stake === null ? [null, null] : stake;
  const most = high === null ? 0 : Number(high);
  return {
    id: `x${made}`, form, row: `r${made}`, severity, code: title, title, name, text, ask: "", advice: "",
    settle: "", reason: "", stake_low: low, stake_high: high,
    stake_band: high === null ? "none" : most >= 10 ? "over_10" : most >= 3 ? "over_3" : "under_3",
    place, at: place, restored: false, state: severity === "note" ? "none" : "open", for_targets: false,
    standing: "未核对原文", sources: ["财预〔2020〕10号 · 单位自评 · 定量指标"], ...more,
  };
}

export const FINDINGS = [
  findingLine("f6", "edit", "得分与按规则计算的不同", "发放白皮书的党政机关数量",
    "指标值78家，完成69家。定量指标未完成的按比例计分：30×69÷78=26.54分；申报30分，差3.46分。名称含“数量”，按越多越好计。单位说明“涉及部分单位机构改革, 因此数量有所减少”。如提供指标值调整批复，按调整后指标值重算。",
    ["3.46", "3.46"], "第700行", {
      row: "white", reason: "涉及部分单位机构改革, 因此数量有所减少", settle: "如提供指标值调整批复，按调整后指标值重算。",
    }),
  findingLine("f4", "ask", "比率与资金栏执行率不同", "数字证书退费费用支出占比",
    "申报99%，资金栏执行率92.28%。若两者分母均为全年预算则不一致；≥95%达标与否取决于口径，涉及12.5分。", ["0", "12.5"], "第552行"),
  findingLine("f6", "ask", "晚于期限完成", "信息工程质量白皮书编制完成时间",
    "指标值7月底，完成9月底，申报5/5。办法未明确逾期计分，参考3.88分，可定0–5分。单位说明“涉及工作内容增加及报市政府审批, 后续将进一步优化工作, 合理安排工作进度”。", ["0", "5"], "第695行", { row: "paper" }),
  findingLine("f3", "ask", "以无投诉作为满意率的依据", "政府各部门对项目成果满意度（无投诉）",
    "≥95%，申报100%，依据为“无投诉”。无投诉不能直接得出满意率。", ["0", "4"], "第583行"),
  findingLine("f6", "ask", "晚于期限完成", "信息工程项目建设阶段数据质量监督研究报告完成时间",
    "指标值3月底，完成4月底，申报4/4。办法未明确逾期计分，参考3分，可定0–4分。", ["0", "4"], "第697行", { row: "study", restored: true }),
  findingLine("f5", "ask", "金额与资金栏不同", "项目总支出",
    "填596.74万元，资金栏全年执行数597.99万元，差1.25万元。两数均未超603.8万元，本项8分不变。", null, "第664行"),
  findingLine("f4", "note", "完成时间是期限，没有实际日期", "数字证书退费完成及时性", "指标值、完成值均为“2022年12月31日前”。按申报已达标，12.5分不变。", null, "第551行"),
  findingLine("f4", "note", "满意度100%，未附调查数据", "退费企业满意度", "指标值≥90%，完成100%，表内没有调查数据。按申报已达标，10分不变。", null, "第557行"),
  ...["完成值是界限", "完成值是界限", "超出指标值", "成本已计执行率", "没有填偏差原因"].map((title, index) =>
    findingLine(`f${(index % 5) + 1}`, "note", title, `指标${index + 1}`, "按申报已达标，分数不变。", null, `第${500 + index}行`)),
  ...[1, 2, 3].map((index) =>
    findingLine(`f${index}`, "note", "预算执行率重复计分", "预算执行率", "下年可不再设这一行。", null, `第${index}行`, { for_targets: true })),
];

const row = (id, levels, name, target, actual, points, claimed, rule, more = {}) => ({
  row: id, saw: `saw-${id}`, levels, name, target, actual, points, claimed, rule, low: rule, high: rule,
  review: rule, review_if_signed: rule, settled: "rule", settled_words: "按规则", state: "none", severity: "none",
  findings: [], ruling: null, also: [], rivals: [], earlier: null, answer: null, outdated: false, agreed: false,
  pending: null, moved: "", unusable: "", refused: [], emptied: [], drafts: [], stale: [], reading: "", formula: "",
  reason: "", place: "", at: "", restored: false, ...more,
});

export const ROWS = [
  row("execution", ["执行"], "预算执行率", "159.87万 ÷ 160万", "", "10", "9.99", "9.99"),
  row("r1", ["产出", "数量"], "信息工程质量监督大数据平台数据应录尽录率", "1", "1", "4", "4", "4"),
  row("r2", ["产出", "数量"], "信息工程质量白皮书印刷数量", "150份", "150份", "5", "5", "5"),
  row("r3", ["产出", "数量"], "申报质量监督登记率", "100%", "1", "4", "4", "4"),
  row("r4", ["产出", "数量"], "申请安全专项测评率", "100%", "1", "4", "4", "4"),
  row("r5", ["产出", "数量"], "运维备案率", "1份", "1份", "4", "4", "4"),
  row("r6", ["产出", "质量"], "年度数据录入完整性", "完整", "完整", "4", "4", "4", { low: "3.2" }),
  row("r7", ["产出", "质量"], "信息工程质量白皮书质量合格率", "100%", "1", "4", "4", "4"),
  row("r8", ["产出", "质量"], "信息工程项目建设阶段数据质量监督研究报告验收通过率", "100%", "1", "4", "4", "4"),
  row("paper", ["产出", "时效"], "信息工程质量白皮书编制完成时间", "7月底", "9月底", "5", "5", "3.88",
    { low: "0", high: "5", severity: "ask", state: "open", settled_words: "待认定", place: "第695行", at: "第695行" }),
  row("r9", ["产出", "时效"], "信息工程质量监督大数据平台数据运营录入及时性", "一个月内", "一个月内", "4", "4", "4", { severity: "note" }),
  row("study", ["产出", "时效"], "信息工程项目建设阶段数据质量监督研究报告完成时间", "3月底", "4月底", "4", "4", "3",
    { low: "0", high: "4", severity: "ask", state: "open", settled_words: "待认定", place: "第697行", at: "第697行", restored: true }),
  row("r10", ["产出", "成本"], "项目成本控制情况", "≤160万元", "159.87", "4", "4", "4"),
  row("white", ["效益", "社会效益"], "发放白皮书的党政机关数量", "78家", "69家", "30", "30", "26.54",
    { severity: "edit", state: "open", settled_words: "待认定", place: "第700行", at: "第700行", reading: "读作 ≥78家 → 69家", formula: "30×69÷78=26.54", reason: "涉及部分单位机构改革, 因此数量有所减少" }),
  row("r11", ["满意度", "服务对象满意度"], "使用人员的满意度", "90%", "1", "10", "10", "10"),
];

export function tracksOf(form, pending = []) {
  const line = FORMS.find((one) => one.form === form);
  const rows = ROWS.map((one) => {
    const mine = pending.find((each) => each.row === one.row) ?? null;
    if (mine === null) return one;
    const score = mine.choice === "claim" ? one.claimed : mine.choice === "rule" ? one.rule : mine.score;
    const words = `${WORDS.choices.find((each) => each.key === mine.choice).word}${mine.ground === "" ? "" : `·${mine.ground}`}`;
    return { ...one, pending: mine, state: "decided", review_if_signed: score, settled_words: words };
  });
  const open = rows.filter((one) => one.state === "open").length;
  const decided = rows.filter((one) => one.pending !== null).length;
  return {
    line: { ...line, open, decided }, rows, findings: FINDINGS.filter((one) => one.form === form),
    course: WORDS.steps.slice(0, 4).map(({ key, name, number }) => ({ key, name, number, mark: number === 1 ? "here" : "next" })),
    awaits: ["评价人"], assigned: [], lead: "", due: "", held: false, closed: false, actions: ["sent_back"],
    writes: "evaluator", signed: [], history: [], loose: [], notices: [],
  };
}

export function listOf(forms, pending = []) {
  const wanted = (form) => forms === null || forms === undefined || forms.includes(form);
  const decided = (one) => pending.some((each) => each.form === one.form && each.row === one.row);
  return {
    forms: FORMS.filter((one) => wanted(one.form)),
    findings: FINDINGS.filter((one) => wanted(one.form)).map((one) => (decided(one) ? { ...one, state: "decided" } : one)),
    batch: BATCH, unused: [],
  };
}

const LINES = [
  ["694", "｜｜｜信息工程项目建设阶段数据质量监督研究报告验收通过率｜100%｜1｜4｜4｜未偏离"],
  ["695", "｜｜时效｜信息工程质量白皮书编制完成时间｜7月底｜9月底｜5｜5｜涉及工作内容增加及报市政府审批, 后续将进一步优化工作, 合理安排工作进度"],
  ["696", "｜｜｜信息工程质量监督大数据平台数据运营录入及时性｜一个月内｜一个月内｜4｜4｜未偏离"],
  ["697", "｜信息工程项目建设阶段数据质量监督研究报告完成时间｜｜3月底｜4月底｜4｜4｜涉及工作内容调整, 后续类似项目将进一步优化工作方式", "restored"],
  ["698", "｜成本｜项目成本控制情况｜≤160万元｜159.87｜4｜4｜未偏离", "restored"],
  ["699", "｜效益(30分)｜经济效益｜｜｜不涉及｜0｜0"],
  ["700", "｜｜社会效益｜发放白皮书的党政机关数量｜78家｜69家｜30｜30｜涉及部分单位机构改革, 因此数量有所减少"],
  ["701", "｜｜生态效益｜｜｜不涉及｜0｜0"],
  ["702", "可持续影响｜｜｜｜不涉及｜0｜0", "restored"],
  ["703", "满意度(10分)｜服务对象满意度｜使用人员的满意度｜90%｜1｜10｜10｜未偏离", "restored"],
  ["704", "｜其他满意度｜｜｜不涉及｜0｜0", "restored"],
  ["705", "总分｜｜｜｜｜｜100｜99.99｜—"],
];

export function sourceOf(place) {
  const here = place.replace(/\D/g, "");
  return {
    file: "004_25bc0484e45a6819.txt", kind: "文本", as_table: true, here, cut: "", hidden: "",
    restored: [{ where: "第697行", what: "格错位，已归位", todo: "", code: "" }],
    parts: [{
      name: "",
      lines: LINES.map(([number, text, mark = ""]) => ({
        number, text, mark: number === here ? "here" : mark, row: "",
        cells: text.split("｜").map((cell) => ({ text: cell, column: "", span: 1, mark: "" })),
      })),
    }],
  };
}

export function tryOf({ form, entries, pending }) {
  const tried = entries.map((entry) => {
    const one = ROWS.find((each) => each.row === entry.row);
    const score = entry.choice === "claim" ? one.claimed : entry.choice === "rule" ? one.rule : (entry.score ?? one.rule);
    const beyond = Number(score) > Number(one.high) || Number(score) < Number(one.low);
    const needed = entry.choice !== "rule" || one.low !== one.high;
    return { entry: { ...entry, score }, score, low: one.low, high: one.high, beyond, ground_needed: needed && (beyond || entry.choice === "other" || one.low !== one.high), formula: "", reading: "" };
  });
  const refused = tried.flatMap(({ entry, score, beyond }) => {
    const one = ROWS.find((each) => each.row === entry.row);
    const say = (field, what) => [{ form, row: entry.row, name: one.name, field, what, todo: "" }];
    if (Number(score) > Number(one.points)) return say("score", `得分不在 0 到 ${one.points} 之间`);
    if (beyond && !WORDS.grounds.some(({ name }) => name === entry.ground)) return say("ground", `${score} 分超出规则范围，认定理由要从下面选。`);
    return [];
  });
  return { entries: tried, refused, total: pending.length > 0 ? "98.87" : "98.99", alternatives: [], grade: "优" };
}

/** Everything that a batch of one file is asked. */
export const ANSWERS = {
  hello: { version: "1", program: "p", sets: "s" },
  "sets.list": { sets: [] },
  "review.words": WORDS,
  "review.add": ({ files }) => ({
    files: files.map(({ name }) => ({
      name, kind: "文本", severity: "good", read: "自评表 6 份", rule: "深圳 2022 项目表（认出）",
      forms: FORMS.map(({ form }) => form), unknown: 0, restored: 14, entries: 0, skipped: "", problems: [],
    })),
    batch: BATCH, changed: FORMS.map(({ form }) => form), gone: [], merged: null,
  }),
  "review.unknown": { kinds: [] },
  "review.list": ({ forms, pending }) => listOf(forms, pending),
  "review.tracks": ({ form, pending }) => tracksOf(form, pending),
  "review.source": ({ place }) => sourceOf(place),
  "review.try": tryOf,
  "review.batch": ({ findings, what, ground }) => ({
    changes: findings.flatMap((id) => {
      const finding = FINDINGS.find((one) => one.id === id);
      const one = ROWS.find((each) => each.row === finding.row);
      return [{ entry: { form: finding.form, row: finding.row, choice: what === "rule" ? "rule" : null, ground }, title: "", name: finding.name, before: one?.claimed ?? null, after: one?.rule ?? null }];
    }),
    refused: [], say: "",
  }),
  "review.save": ({ pending }) => ({
    body: { file: { name: "复核.ziping-review", type: "application/zip", file: 0 }, pending, note: "里面有自评表原文、姓名、电话，请按原件的要求保管。" },
    files: [Buffer.from("kept")],
  }),
  "review.open": () => ({
    files: [], batch: BATCH, changed: FORMS.map(({ form }) => form), gone: [], merged: null,
  }),
  "review.sign": ({ forms, pending }) => ({ body: {
    signed: forms.map((form) => ({
      form, rows: 18, entries: pending.filter((one) => one.form === form).length,
      say: pending.some((one) => one.form === form) ? "认定 1 行" : "看过 18 行，没有另行认定", step: "feedback", step_name: "单位反馈",
    })),
    refused: [], taken: pending, problems: [],
  } }),
};
