// What 打印预览 says.

import type { ExportAsk } from "../messages";

/** What can be printed, and what the engine is asked for; of several pages the last is it. */
export const PRINTED: readonly {
  readonly name: string;
  readonly aside: string;
  readonly kinds: ExportAsk["kinds"];
}[] = [
  { name: "正式表", aside: "得分栏印自评得分", kinds: ["html"] },
  { name: "公开版", aside: "去掉电话、佐证", kinds: ["public", "html"] },
  { name: "评分说明", aside: "单独成册", kinds: ["explanation_page"] },
];

export const PRINT = {
  noEngine: "计分程序还没有装好，装好就能打印。",
  making: "正在排版…",
  noPage: "这一种没有网页，请到“自查和下载”里下载后打印。",
  hint: "打印窗口里选“另存为 PDF”得到 PDF。页眉页脚请在打印窗口里关掉。",
  whole: "没有截断的格",
  cut: (cells: number) => `有 ${cells} 格放不下，请换横向或者缩短文字`,
  heads: "表头每页重复",
  headsOnce: "表头只在第一页",
  noHeads: "只有一页，不用重复表头",
  together: "总分与签字同页",
  apart: "总分与签字不在一页，可以勾“缩到整页”",
  pages: (zoom: number, pages: number) => `现 ${zoom}%，${pages} 页`,
} as const;
