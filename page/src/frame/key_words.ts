// All keys, in words.

export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly (readonly [pressed: string, does: string])[];
}

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: "到处都行",
    keys: [
      ["Ctrl+S", "另存文件（草稿或者复核）"],
      ["Ctrl+Z Ctrl+Y", "撤销、恢复，一直到打开这一份的时候"],
      ["F8 Shift+F8", "下一处、上一处问题"],
      ["Ctrl+P", "打印"],
      ["F1", "帮助"],
      ["Esc", "关上边上的说明，放弃正在改的一格"],
    ],
  },
  {
    title: "填报：选中一格时",
    keys: [
      ["↑ ↓ ← →", "移动；按住 Shift 是选一片"],
      ["Home End", "本行第一格、最后一格"],
      ["Ctrl+Home Ctrl+End", "第一行、最后一行"],
      ["PgUp PgDn", "上一屏、下一屏"],
      ["F2", "接着改这一格（双击也行）"],
      ["Enter Shift+Enter", "下一行、上一行"],
      ["Tab Shift+Tab", "右一格、左一格"],
      ["Delete", "清空"],
      ["Ctrl+D", "照上一行填"],
      ["Ctrl+C Ctrl+X Ctrl+V", "复制、剪切、粘贴，整块也行"],
      ["Alt+Insert Alt+Delete", "插入一行、删除一行"],
      ["Alt+Shift+↑ Alt+Shift+↓", "这一行上移、下移"],
      ["Alt+↓", "看边注"],
      ["F4", "怎么算的"],
      ["Ctrl+F6", "在总分、工具、表、边注、底行之间走"],
    ],
  },
  {
    title: "填报：正在改一格时",
    keys: [
      ["Enter Tab", "改好，走到下一格"],
      ["Alt+Enter", "换行"],
      ["Esc", "不改了"],
    ],
  },
  {
    title: "复核",
    keys: [
      ["↑ ↓", "上下行"],
      ["N", "下一处问题"],
      ["1 2 3", "认可申报、按规则、另定；之后按数字选理由"],
      ["Enter", "确定，下一条"],
      ["S", "跳过"],
      ["PgUp PgDn", "上一份、下一份"],
      ["O", "看原文"],
      ["E", "怎么算的"],
      ["/", "搜索"],
      ["Space", "勾选"],
    ],
  },
];
