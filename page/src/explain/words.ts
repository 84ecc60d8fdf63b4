// What the explanation says around the engine's own words.

export const STEPS = ["读成什么", "按哪条规则", "代入数字", "依据", "复核时会问什么，怎样能定下来"] as const;

export const EXPLAIN = {
  copied: "已复制",
  notCopied: "没有复制成，请选中文字后按 Ctrl+C",
  counting: "正在算…",
  noEngine: "计分程序还没有装好，装好就能看。",
} as const;

export const SET_CHANGED = {
  title: "计分办法在您填写之后改过，请核对分值和规则。",
  look: "看改了什么",
  onlyNow: "填写时的办法这里没有留，列的是现在的，请与手里的文件对照。分值、得分都还是您填的，没有改动。",
  now: "现在的",
  points: "分值",
  yours: "您的表",
  unmatched: "没有的",
  sum: (sum: string, of: string) => `分值合计 ${sum} / ${of}`,
  later: "以后再看",
  accept: "核对过了，按现在的办法",
  accepted: "按现在的办法",
} as const;
