// What the start screen says.

import type { SetChoice } from "../messages";

export const KINDS_AT_HAND = [
  { name: "批复的目标表", gives: "Excel、Word、PDF。带入指标、指标值、分值、总体目标" },
  { name: "预算系统导出的自评表", gives: "xlsx、xls。填好后可以回填、按原行序粘贴" },
  { name: "上年的自评表", gives: "带入指标和单位，完成值空着，上年的数作对照" },
  { name: "填报表、草稿文件", gives: "接着填，一行不丢" },
] as const;

export const SET_KINDS: Readonly<Record<SetChoice["kind"], string>> = {
  project: "项目",
  department: "部门整体",
  transfer: "转移支付",
};

/** As what a person may take a file, in place of what was found. */
export const TAKE_AS = [
  ["approved", "批复的目标表"],
  ["export", "预算系统导出的自评表"],
  ["last_year", "上年的自评表"],
  ["form", "今年的自评表"],
  ["fill_in", "填报表"],
] as const;

export const STORE_WARNING = "清理浏览器数据、换电脑、用无痕窗口，这里的内容会没有。重要的请";
export const WHERE_DATA =
  "这一页没有联网的代码，断网也一样用。文件在浏览器里打开和计算，不上传。" +
  "涉密项目请在涉密计算机上使用，并在表头选“是否涉密：是”。";

export function setsFound(found: number, all: number, asked: boolean): string {
  if (all === 0) return "正在列出各地的表…";
  if (!asked) return `${all} 种表，按地区、表名、文号找`;
  return found === 0 ? `${all} 种表里没有符合的，少写一个词看看` : `${all} 种表，符合的 ${found} 种`;
}

export const DRAFT_WORDS = { kind: "草稿文件", all: "全部内容" } as const;
