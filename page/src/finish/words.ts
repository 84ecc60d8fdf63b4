// What 自查和下载 says.

import type { CheckLine, ExportAsk } from "../messages";

export type Wanted = ExportAsk["kinds"][number] | "draft";

export const GROUPS: readonly {
  readonly group: CheckLine["group"];
  readonly title: string;
  readonly aside: string;
  readonly word: string;
}[] = [
  { group: "edit", title: "需要改的", aside: "规则没有余地，填的与算的不同；或者表没有填对", word: "需要改" },
  { group: "ask", title: "会被问到的", aside: "先想好怎么回答，材料备好", word: "会被问" },
  { group: "note", title: "可以补充的", aside: "不影响分数", word: "可补充" },
  { group: "lack", title: "还缺的", aside: "交表前补齐", word: "还缺" },
  { group: "targets", title: "下年目标编制建议", aside: "给明年填目标表的人看，本表不用改", word: "建议" },
];

export interface Format {
  readonly kind: Wanted;
  readonly name: string;
  readonly aside: string;
}

export interface FormatGroup {
  readonly title: string;
  readonly aside: string;
  readonly formats: readonly Format[];
}

/** 自评表, what goes with it, and what the unit keeps. File names are the command's. */
export function formatGroups(stem: string, backFill: boolean, served: boolean): readonly FormatGroup[] {
  const printed: Format = { kind: "pdf", name: "PDF", aside: "这台电脑要装有 LibreOffice" };
  const filled: Format = { kind: "copy", name: "系统导出表的回填件", aside: "填好完成值、得分、原因" };
  return [
    {
      title: "正式表",
      aside: "得分栏印：自评得分",
      formats: [
        { kind: "xlsx", name: "Excel", aside: `${stem}-自评表.xlsx` },
        { kind: "docx", name: "Word", aside: `${stem}-自评表.docx` },
        { kind: "html", name: "网页", aside: "可直接打印，存为 PDF" },
        ...(served ? [printed] : []),
      ],
    },
    {
      title: "另附",
      aside: "",
      formats: [
        ...(backFill ? [filled] : []),
        { kind: "explanation", name: "评分说明", aside: "单独一份，不随表上交" },
        { kind: "evidence", name: "佐证材料目录", aside: "" },
        { kind: "public", name: "公开版", aside: "去掉电话、佐证" },
      ],
    },
    {
      title: "留底",
      aside: "",
      formats: [{ kind: "draft", name: "草稿文件", aside: "下次拖进来接着填" }],
    },
  ];
}

export const CHOSEN_AT_FIRST: readonly Wanted[] = ["xlsx", "explanation", "draft"];
export const NOT_PRINTED = "规则得分、范围、提示、依据、程序名称";

export const FINISH = {
  thought: "已想好怎么答",
  notThought: "还没想好怎么答",
  taken: (score: string) => `得分改为 ${score}`,
  making: "正在生成…",
  stopped: "停下了，没有生成",
  checking: "正在核对…",
  noEngine: "计分程序还没有装好，装好就核对。草稿文件现在就可以下载。",
  written: (count: number, folder: string) => `已写入文件夹“${folder}”：${count} 个文件`,
  handedOut: (names: readonly string[]) => `已交给浏览器下载：${names.join("、")}`,
} as const;
