// Recorded answers for the screens of 填报: the six published forms of 2022, as their figures stand in
// the examples of the project, and what the engine says of the sixth.

import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SET = "shenzhen/2022-project";

/** What `form.layout` says of the set. */
const LAYOUT = JSON.parse(readFileSync(new URL("form_of_six.json", import.meta.url), "utf-8"));

const LEVELS = [["产出", "50"], ["效益", "30"], ["满意度", "10"], ["执行率", "10"]];

export const SETS = {
  sets: [
    set("mof/2020-project", "全国通用（财政部）", "项目支出绩效自评表", 2020, "project", "qgtyczbxmzcjxzpb"),
    set("mof/2021-project-core", "全国通用（财政部）", "项目支出绩效自评表（核心绩效指标，有成本指标）", 2021, "project", "qgtyczbxmzcjxzpb"),
    set("guangxi/project", "广西", "项目支出绩效自评表（超额须说明）", null, "project", "gxxmzcjxzpb"),
    set(SET, "深圳市", "项目支出绩效自评表", 2022, "project", "szsxmzcjxzpb"),
    set("shenzhen/2024-department", "深圳市", "部门整体绩效自评表", 2024, "department", "szsbmztjxzpb"),
  ],
};

function set(id, region, title, year, kind, initials) {
  const levels = kind === "department" ? ["决策", "管理", "绩效"].map((name) => [name, ""]) : LEVELS;
  return {
    id, region, everywhere: /^(全国|通用|财政部)/u.test(region), title, year, kind, initials,
    called: [region, title, year].filter(Boolean).join(" · "),
    levels: levels.map(([name, points]) => ({ name, points })),
    document: "", standing: "未核对原文", digest: id, scored: true,
  };
}

const PROJECTS = [
  ["深圳电子政务平台数字证书退费项目", "440300221311537200023", "深圳市政务服务数据管理局", "22924421.5", "21154402.6", "92.28", "99.23", "99.23", "93.23", "99.23", { ask: 1, note: 2 }],
  ["政务数据管理", "440300211311500026154", "深圳市政务服务数据管理局", "15220100", "14898400", "97.89", "99.79", "99.79", "93.79", "99.79", { ask: 1 }],
  ["政府网络运行维护", "440300211311500021004", "深圳市大数据资源管理中心", "18163300", "18009900", "99.16", "97.42", "99.92", "85.42", "99.92", { note: 1 }],
  ["综合运维服务", "440300211311500033514", "深圳市大数据资源管理中心", "19956700", "19501900", "97.72", "97.77", "99.77", "89.77", "99.77", { note: 2 }],
  ["网络安全监测预警", "440300211311500028591", "深圳市信息安全管理中心", "6013500", "5979900", "99.44", "99.94", "99.94", "99.94", "99.94", { ask: 1, note: 1 }],
  ["信息工程质量监督", "440300211311500020376", "深圳市信息安全管理中心", "1600000", "1598701.67", "99.92", "99.99", "94.41", "86.73", "96.53", { edit: 1, ask: 2, note: 2, lack: 4 }],
];

export function submission(place, changes = {}) {
  const [name, code, unit] = PROJECTS[place];
  return {
    schema: "ziping/submission/1", set: SET, set_digest: SET, year: "2022", unit,
    department: "深圳市政务服务数据管理局", project: { name, code }, money_unit: "元",
    funds: [{ source: "年度资金总额", budget: "1600000", executed: "1598701.67" }],
    indicators: [
      { level1: "产出", level2: "时效", name: "信息工程质量白皮书编制完成时间", target: "7月底", actual: "9月底", points: "5", claimed: "5", reason: "报市政府审批" },
      { level1: "效益", level2: "社会效益", name: "发放白皮书的党政机关数量", target: "78家", actual: "69家", points: "30", claimed: "30", reason: "涉及部分单位机构改革" },
    ],
    ...changes,
  };
}

/** A project that is only on the list, or has only its money. */
export function empty(name, funds = []) {
  return { schema: "ziping/submission/1", set: SET, year: "2022", project: { name, code: "" }, funds, indicators: [] };
}

const SIX = PROJECTS.map((_, place) => submission(place));

export function draft(submissions, more = {}) {
  return { schema: "ziping/draft/1", id: "0123456789abcdef01234567", submissions, ui: { kept: [] }, exports: [], ...more };
}

/** A draft file to be dropped on the first screen. */
export async function draftFile(document, name = "草稿") {
  const folder = await mkdtemp(join(tmpdir(), "ziping-draft-"));
  const path = join(folder, `${name}.ziping-draft`);
  await writeFile(path, JSON.stringify(document));
  return path;
}

function placeOf(asked) {
  return PROJECTS.findIndex(([name]) => name === asked.project?.name);
}

const NO_TRACK = { total: null, grade: "", low: "", high: "" };

export function score({ submission: asked }) {
  const place = placeOf(asked);
  const known = place >= 0 && asked.indicators?.length > 0;
  const [, , , budget, executed, rate, own, rule, low, high] = PROJECTS[Math.max(place, 0)];
  const money = known ? { budget, executed } : { budget: asked.funds?.[0]?.budget ?? null, executed: asked.funds?.[0]?.executed ?? null };
  return {
    set: SET, set_called: "深圳市 · 项目支出 · 2022", set_standing: "未核对", set_changed: false,
    rows: known ? [{ ...ROW, at: "execution", value: rate }] : [], levels: [],
    own: known ? { total: own, grade: "优", low: own, high: own } : NO_TRACK,
    own_faults: known ? [] : ["第1行没有自评得分"],
    rule: known ? { total: rule, grade: "优", low, high } : NO_TRACK, ...money,
    grades_possible: known ? ["良", "优"] : [], above_total: known && place === 5 ? "3.46" : "0",
    points: "100", row_points: "100", points_say: "", typed: [], unmatched: [],
  };
}

const ROW = {
  id: "", points: "10", claimed: "9.99", own: "9.99", own_status: "claimed", rule: "9.99", low: "9.99", high: "9.99",
  status: "determined", severity: "good", word: "相符", line: "", reading: "", candidates: [], value: "",
};

const LINE = {
  at: "indicators/0", place: "时效", name: "信息工程质量白皮书编制完成时间", severity: "ask", code: "late", saw: "a1", title: "晚于计划完成",
  short: "晚61天完成", text: "指标值7月底，完成9月底，自评5/5。办法没写逾期怎样计分，参考3.88分，可定0–5分。",
  ask: "为什么晚了？报审的日期是哪天？", advice: "备好：报审日期，或期限调整的批复。", settle: "报审日期或者调整批复能定下来。",
  field: "实际完成值", stake: "0–5", reason: "报市政府审批", sources: [],
  replies: [
    { kind: "adjust", text: "登记批复或材料…", value: "", field: "indicators/0/adjustment" },
    { kind: "take_rule", text: "改为 3.88", value: "3.88", field: "indicators/0/claimed" },
    { kind: "explain", text: "怎么算的", value: "", field: "" },
  ],
  group: "ask",
};

export const ITEMS = [
  {
    ...LINE, at: "indicators/1", place: "社会效益", name: "发放白皮书的党政机关数量", severity: "edit", code: "differs", saw: "b1",
    title: "得分与按规则计算的不同", text: "指标值78家，完成69家。按规则为26.54分（30×69÷78），填报30分，差3.46分。",
    advice: "把得分改为26.54；指标值经批准调整的，登记批复，按调整后指标值重算。", group: "edit",
    replies: [{ kind: "take_rule", text: "改为 26.54", value: "26.54", field: "indicators/1/claimed" }],
  },
  { ...LINE, replies: LINE.replies.filter(({ kind }) => kind !== "take_rule") },
  {
    ...LINE, at: "indicators/0/actual", name: "信息工程项目建设阶段数据质量监督研究报告完成时间", saw: "a2",
    text: "指标值3月底，完成4月底，自评4/4。参考3分，可定0–4分。", replies: [],
  },
  {
    ...LINE, at: "indicators/0/target", severity: "note", code: "bound", saw: "c1", name: "大数据平台数据运营录入及时性", group: "note", replies: [],
    text: "指标值、完成值都是“一个月内”，按所填已达标，4分不变。", advice: "补填全年的实际数。",
  },
  {
    ...LINE, at: "indicators/1/survey", place: "服务对象满意度", severity: "note", code: "survey", saw: "d1", name: "使用人员的满意度", group: "note", replies: [],
    text: "满意度100%，表内没有调查数据，10分不变。", advice: "补填调查方式，发出、收回、满意的份数。",
  },
  {
    ...LINE, at: "indicators/1", place: "社会效益", severity: "note", code: "target", saw: "e1", name: "发放白皮书的党政机关数量", group: "targets", replies: [],
    text: "指标值没有写≥或≤。", advice: "明年的目标表写明方向。",
  },
];

export const CHECKS = [
  { severity: "good", text: "分值合计 100，与表相符" },
  { severity: "good", text: "自评得分合计 99.99，与总分相符" },
  { severity: "good", text: "18 行都填了完成值和得分" },
  { severity: "good", text: "资金各来源相加等于总额，执行率 99.92% 相符" },
  { severity: "lack", text: "佐证材料 3 处，满意度调查 1 处" },
];

export function check({ submission: asked }) {
  const place = placeOf(asked);
  const known = place >= 0 && asked.indicators?.length > 0;
  const standing = !known ? "empty" : place === 5 ? "edit" : "ready";
  const words = { empty: "未填", edit: "待改", ready: "可交" };
  const taken = asked.indicators?.[1]?.claimed === "26.54";
  const items = place === 5 ? ITEMS.filter(({ group }) => !(taken && group === "edit")) : [];
  return {
    items, checks: place === 5 ? CHECKS : [], counts: known ? PROJECTS[place][10] : {},
    standing, standing_words: words[standing], differing: 0, note: "",
  };
}

export const EXPLANATION = {
  at: "indicators/0", path: ["产出", "时效"], name: "信息工程质量白皮书编制完成时间", points: "5", claimed: "5", rule: "3.88",
  low: "0", high: "5", band_say: "办法没写死", severity: "ask", word: "会被问到",
  read_as: [
    { label: "年度指标值", text: "7月底", meaning: "不晚于2022年7月31日", notes: [] },
    { label: "实际完成值", text: "9月底", meaning: "2022年9月30日，晚61天", notes: [] },
    { label: "起算日", text: "", meaning: "2022年1月1日（没有项目起始日期）", notes: [] },
  ],
  hint: "读错了？把日期写全，如 2022年9月28日。", rule_name: "",
  cases: [
    { text: "按期完成：得满分", note: "", hit: false },
    { text: "其余：参考分 = 分值 × 计划天数 ÷ 实际天数；0 分到满分之间由人认定", note: "逾期完成，办法未明确逾期计分", hit: true },
  ],
  formula: "5 × 212 ÷ 273 = 3.88",
  formula_notes: ["1月1日到7月31日 212 天，到9月30日 273 天。只在最后四舍五入一次，取两位小数。"],
  sources: [{ text: "深圳市项目支出绩效评价办法", standing: "未核对原文" }],
  asks: [LINE],
  text: "信息工程质量白皮书编制完成时间\n5 × 212 ÷ 273 = 3.88",
};

export const OVERVIEW = {
  parts: [
    { text: "信息工程质量监督项目绩效自评综述：全年预算数为", kind: "plain" },
    { text: "160", kind: "figure" },
    { text: "万元，执行数为", kind: "plain" },
    { text: "159.87", kind: "figure" },
    { text: "万元，完成预算的", kind: "plain" },
    { text: "99.9%", kind: "figure" },
    { text: "。发现的问题及原因：", kind: "plain" },
    { text: "涉及部分单位机构改革, 因此数量有所减少", kind: "quoted" },
    { text: "。下一步改进措施：", kind: "plain" },
    { text: "【待填写】", kind: "to_fill" },
  ],
};

/** What 认出来的是 shows of a file, by its name. */
export function read({ given, set: chosen }) {
  const brought = {
    title: "信息工程质量监督", unit: "深圳市信息安全管理中心", year: 2022, set: SET, set_by: "clues", offers: [], rows: 18,
    submission: submission(5), brought: ["年度指标值 14 格", "分值 18 格", "总体目标"], left_out: ["复核意见一栏：不是单位填的"],
    repairs: [], unplaced: [], secret: false,
  };
  const answer = { kind: "approved", kind_words: "批复的目标表", forms: [brought], kept_for_export: false, note: "", problems: [] };
  if (given.name.includes("两份")) {
    const other = { ...brought, title: "政务数据管理", submission: submission(1), year: null };
    const repairs = [{ where: "第697行", what: "整行左移一格，已归位", todo: "请与原件核对", code: "" }];
    return { ...answer, kind: "export", kind_words: "预算系统导出的自评表", kept_for_export: true, forms: [{ ...brought, repairs }, other] };
  }
  if (given.name.includes("不明") && chosen === undefined) {
    const offers = SETS.sets.slice(0, 2).map(({ id, called }) => ({ id, called, why: "表头相同" }));
    return { ...answer, forms: [{ ...brought, set: "", set_by: "", offers }] };
  }
  if (given.name.includes("扫描")) {
    const problem = { where: given.name, what: "没有文字，读不出", todo: "这是图片。请找原来的 Excel、Word，或者有文字的 PDF。", code: "" };
    return { ...answer, kind: "nothing", kind_words: "", forms: [], problems: [problem] };
  }
  return answer;
}

const FORM = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>表</title>
<style>@page { size: A4 portrait; margin: 14mm 13mm 16mm; } body { margin: 0; } table { width: 100%; border-collapse: collapse; }
td { border: 1px solid #333; } @media print { body { font-size: 9pt; } .form { min-width: 0; } }</style></head>
<body><section class="form"><h1>项目支出绩效自评表</h1><table><tr><td>信息工程质量监督</td><td>99.99</td></tr><tr class="total"><td>总分</td><td>99.99</td></tr></table>
<p class="foot">负责人：</p><p class="seal">（单位公章）</p></section><script>document.title = "ran"</script></body></html>`;

const ENDINGS = {
  xlsx: "自评表.xlsx", docx: "自评表.docx", html: "自评表.html", explanation: "评分说明.xlsx", evidence: "佐证材料目录.xlsx",
  public: "自评表-公开版.html", summary: "自评结果汇总表.xlsx", overview_text: "自评综述.docx", fill_in: "填报表.xlsx", copy: "回填.xlsx",
};

export function exported({ submissions, kinds, also = [], as_zip, day }) {
  const name = submissions[0].project.name;
  const names = [...kinds.map((kind) => `${name}-${ENDINGS[kind]}`), ...also.map((file) => file.name)];
  const zipped = as_zip && names.length > 1 ? [`${name}-自评-${day}.zip`] : names;
  const files = zipped.map((file, index) => ({ name: file, type: "application/octet-stream", file: index }));
  return { body: { files, notes: [] }, files: zipped.map((file) => Buffer.from(file.endsWith(".html") ? FORM : file)) };
}

export function merged({ mine, theirs }) {
  const projects = theirs.map((other, place) => {
    const at = mine.findIndex((one) => one.project.name === other.project.name);
    const fields = at < 0 || mine[at].indicators[1]?.actual === other.indicators[1]?.actual ? [] : [
      { at: "indicators/1/actual", label: "第2行 发放白皮书的党政机关数量 · 实际完成值", mine: mine[at].indicators[1].actual, theirs: other.indicators[1].actual },
      { at: "indicators/1/reason", label: "第2行 发放白皮书的党政机关数量 · 偏差原因", mine: mine[at].indicators[1].reason, theirs: other.indicators[1].reason },
    ];
    return { mine: at < 0 ? null : at, theirs: place, title: other.project.name, fields };
  });
  return { projects };
}

/** All operations of 填报, answered as they were recorded. */
export const ANSWERS = {
  hello: { version: "1", program: "p", sets: "s" }, "sets.list": SETS, read, score, check, explain: ({ at }) => ({ body: { ...EXPLANATION, at } }), overview: OVERVIEW,
  export: exported, merge: merged, examples: { submissions: SIX },
  "form.layout": ({ set: id }) => ({ body: { ...LAYOUT, set: id } }),
};
