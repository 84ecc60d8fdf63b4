// What the list of projects says.

import type { ExportAsk } from "../messages";
import type { Standing } from "./project_rows";

export const STANDINGS: readonly { readonly standing: Standing; readonly word: string }[] = [
  { standing: "ready", word: "可交" },
  { standing: "edit", word: "待改" },
  { standing: "filling", word: "填写中" },
  { standing: "empty", word: "未填" },
];

export const STANDING_SEVERITY: Readonly<Record<Standing, "good" | "edit" | "note" | "none">> = {
  ready: "good",
  edit: "edit",
  filling: "note",
  empty: "none",
};

export type BatchWanted = ExportAsk["kinds"][number] | "draft";

export const BATCH_FORMATS: readonly {
  readonly kind: BatchWanted;
  readonly name: string;
  readonly aside: string;
}[] = [
  { kind: "xlsx", name: "正式表", aside: "每个项目一份" },
  { kind: "summary", name: "自评结果汇总表", aside: "xlsx" },
  { kind: "overview_text", name: "自评综述", aside: "docx，决算公开用" },
  { kind: "explanation", name: "评分说明", aside: "每个项目一份" },
  { kind: "draft", name: "草稿文件", aside: "整个部门一个文件" },
];

export const PROJECTS = {
  bringIn: "带入",
  brought: (count: number) => `带入 ${count} 个项目`,
  begun: (count: number) => `新建 ${count} 个项目`,
  removed: (count: number) => `移出 ${count} 个项目`,
  merged: (file: string) => `合并 ${file}`,
  unnamed: "没有写名称，或者涉密",
  needsDraft: "合并的是另存的草稿文件（.ziping-draft）；别的文件用“带入文件夹…”。",
  noEngine: "计分程序还没有装好。",
} as const;

export const BATCH_AT_FIRST: readonly BatchWanted[] = ["xlsx", "summary", "overview_text"];
export const OVERVIEW_KEY = "底色的数由程序填，划线的取自偏差原因，方括号里请填写。";
export const SECRET_LEFT_OUT = "涉密项目不进汇总表和综述。";
