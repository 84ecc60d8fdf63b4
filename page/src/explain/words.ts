// What the explanation says around the engine's own words.

export const STEPS = ["读成什么", "按哪条规则", "代入数字", "依据", "复核时会问什么，怎样能定下来"] as const;

export const EXPLAIN = {
  copied: "已复制",
  notCopied: "没有复制成，请选中文字后按 Ctrl+C",
  counting: "正在算…",
  noEngine: "计分程序还没有装好，装好就能看。",
  taken: (score: string) => `得分改为 ${score}`,
} as const;
