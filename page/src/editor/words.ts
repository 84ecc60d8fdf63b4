// What the editor says: buttons, states and labels; labels of the form itself come from the engine.

import type { CheckLine } from "../messages";

export type Severity = CheckLine["severity"];

export const SECTION = {
  head: "基本信息", foot: "签字栏", funds: "资金", goal: "年度总体目标", goals: "年度目标", tasks: "年度主要任务",
  texts: "文字说明", indicators: "指标",
} as const;

export const LAST_YEAR = (text: string) => `上年 ${text}`;

export const MARGIN_WORD: Readonly<Record<Severity, string>> = {
  edit: "需要改", ask: "会被问", note: "可补充", lack: "还缺", good: "相符", none: "不适用",
};

export const COUNT_WORD: Readonly<Record<Exclude<CheckLine["group"], "targets">, string>> = {
  edit: "需要改", ask: "会被问到", note: "可补充", lack: "还缺",
};

export const TOOL = {
  undo: "撤销", redo: "恢复", insertRow: "插入行", deleteRow: "删除行", paste: "从Excel粘贴…", bring: "带入文件…",
  next: "下一处问题", checklist: "自查清单", finish: "完成并下载",
  tools: "工具",
} as const;

export const METER = {
  own: "自评（印在表上）", rule: "按规则", band: "可得范围", points: "分值合计", above: "高出上限", year: "年度",
  computing: "正在算", numbers: "得分", open: "要处理的", right: "对",
  scale: (own: string, rule: string, band: string) => `自评 ${own}，按规则 ${rule}，可得范围 ${band}`,
} as const;

export const MARGIN = {
  rule: "按规则", band: "可得范围", check: "程序核对", notPrinted: "（不印在表上）", computing: "正在算", none: "—",
  byRule: "按规则（未填）", selfAssessed: "单位自评", kept: "已看过，保留", unread: "看不懂", which: "，是不是指：",
} as const;

export const CARD = {
  label: "这一行的核对", staked: "涉及", asked: "复核时会问", written: "已写原因", advice: "怎么改", settle: "怎样能定下来", basis: "依据", close: "收起",
  unkeep: "不再保留", explain: "怎么算的", save: "登记", cancel: "取消", remove: "删去", addEvidence: "再加一条",
  adjustment: "指标值调整", before: "调整前的指标值", after: "调整后的指标值", document: "批复文件（名称、文号）", date: "批复日期",
  changed: (from: string, to: string) => `指标值由“${from}”改为“${to}”。按批复调整的，请登记批复；只是更正录入的，不用登记。`,
  correction: "只是更正", register: "登记批复…",
  evidence: "佐证材料", evidenceName: "材料名称", evidenceNumber: "文号、编号", evidencePage: "页码",
  lacksName: "还没有写材料名称。写上再登记；不登记的点“取消”。",
  lacksDocument: "还没有写批复文件的名称、文号。写上再登记；没有批复的点“取消”。",
  survey: "满意度调查", method: "调查方式", sent: "发放份数", returned: "收回份数", satisfied: "满意份数",
  all: (left: number) => `这一行还有 ${left} 条`,
} as const;

export const STATUS = {
  position: (row: number, of: number) => `第${row}行，共${of}行`,
  selected: (count: number) => `选中 ${count} 格`,
  sum: (sum: string) => `合计 ${sum}`,
  keys: [["Enter", "下一行"], ["F2", "改这一格"], ["Ctrl+V", "从 Excel 整块粘贴"], ["Alt+↓", "看边注"]],
  took: (seconds: string) => `计分用时 ${seconds} 秒`,
  rules: (called: string, standing: string) => `规则：${called}${standing === "" ? "" : `（依据${standing}）`}`,
  readOnly: "只能看", label: "状态",
  computed: "这一格是算出来的，不用填", fixedRows: "这一行是表式规定的，不能插入、删除", noProblem: "没有要处理的了",
  waiting: "正在打开这一种表…",
  announced: (rule: string, edits: number) => `按规则 ${rule}，需要改 ${edits}`,
} as const;

export const PASTE = {
  title: "从 Excel 粘贴",
  how: "在 Excel、WPS 或 Word 里选中整块，复制；回到这里按 Ctrl+V。从当前格开始放；第一行是栏目名称的，按名称放。",
  here: "在这里按 Ctrl+V",
  shown: (rows: number, columns: number, from: string) => `将粘贴 ${rows} 行 × ${columns} 列，从“${from}”开始。`,
  byHeading: (rows: number, columns: number) => `将粘贴 ${rows} 行 × ${columns} 列，按栏目名称放。`,
  over: (cells: number) => `盖掉已填的 ${cells} 格`,
  inserted: (rows: number) => `插入 ${rows} 行`,
  unnamed: (names: string) => `不认得的栏没有放：${names}`,
  tooWide: (columns: number, names: string) => `右边放不下 ${columns} 列，没有粘贴${names === "" ? "" : `：${names}`}`,
  noRoom: "这里不能粘贴：当前格是算出来的，不用填。请先点要放的第一格。",
  tooMany: (rows: number) => `下面只有固定的行，放不下 ${rows} 行，没有粘贴。`,
  hidden: (cells: number) => `有 ${cells} 格在 Excel 里显示为 ####，没有带出数来。请把那一列拉宽，再复制一次。`,
  nothing: "剪贴板里没有可以粘贴的内容。",
  go: "粘贴", cancel: "不粘贴",
  did: (rows: number, columns: number) => `粘贴 ${rows} 行 × ${columns} 列`,
} as const;

export const BRING = {
  title: "带入文件", choose: "选文件…", how: "选批复的目标表、系统导出的表、上年的自评表或者填报表。空着的格填上；已填的不同，先说清楚再换。",
  reading: (name: string) => `正在读 ${name}…`, brought: "带入", left: "没有带入", kept: "表上已有不同的，没有换", others: "其他",
  filled: (cells: number) => `填上 ${cells} 格`, over: (cells: number) => `换掉已填的 ${cells} 格`,
  added: (rows: number) => `加 ${rows} 行`, nothing: "这个文件里没有可以带入的内容。", same: "和表上的一样，没有要带入的。",
  go: "带入", cancel: "不带入", which: "文件里有几个项目，带入哪一个？", did: "带入文件",
} as const;

export const EMPTY = {
  title: "还没有指标",
  text: "从批复的目标表带入，或者从 Excel 复制整块，点第一格后 Ctrl+V。",
  bring: "带入目标表…", insert: "插入一行",
} as const;

export const DID = {
  typed: (heading: string) => `填写${heading}`,
  cleared: (cells: number) => `清空 ${cells} 格`,
  filled: (cells: number) => `向下填 ${cells} 格`,
  inserted: "插入行", deleted: (rows: number) => `删除 ${rows} 行`, moved: "移动行", kept: "保留", unkept: "不再保留",
  ruled: "改为按规则的得分", filledIn: "按提示填写", candidate: "改为看得懂的写法", adjusted: "登记批复", evidence: "登记佐证", survey: "填写调查份数",
} as const;
