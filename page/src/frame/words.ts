// The words of the frame: buttons, states, keys.

import type { ShapeName } from "./shapes";

export const SEVERITY_WORDS: Record<ShapeName, string> = {
  edit: "需要改",
  ask: "会被问到",
  note: "可以补充",
  lack: "还缺",
  good: "相符",
  none: "不适用",
};

export const FRAME = {
  seal: "评",
  name: "绩效自评",
  report: "填报",
  review: "复核",
  offline: "不联网，文件不离开这台电脑",
  offlineShort: "不联网",
  local: "只在本机运行",
  help: "帮助",
  saveDraft: "另存草稿文件",
  saveReview: "另存复核文件",
  saving: "正在存…",
  saved: "已存在本机浏览器",
  notSaved: "没有存住",
  notKept: "不自动存（涉密）",
  engineReady: "计分程序已就绪",
  engineLoading: "正在装入计分程序",
  engineLater: "表已经可以填；得分过一会儿出现。",
  engineFailed: "计分程序没有装起来",
  engineFailedText: "已填的都在，可以接着填和另存草稿；得分、核对暂时没有。",
  again: "再试一次",
  copyFault: "复制出错信息",
  close: "关闭",
  projects: "我的项目",
  finish: "自查和下载",
  print: "打印预览",
  newReview: "新的复核",
  queue: "问题清单",
} as const;
