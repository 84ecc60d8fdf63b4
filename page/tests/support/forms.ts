// A form with rows, for tests of the editor: the layout of the engine and a published form, kept as data.

import type { FormLayoutAnswer, LayoutColumn } from "../../src/messages";

const column = (field: string, heading: string, width: string, more: Partial<LayoutColumn> = {}): LayoutColumn => ({
  heading, field, computed: "", width, align: "center", kind: "text", filled_by: "plan", merged: false,
  with_points: false, ...more,
});

/** A small project form: head, funds, goal, indicators in eight columns. */
export const PROJECT: FormLayoutAnswer = {
  set: "试验/项目", digest: "", title: "项目支出绩效自评表", subtitle: "", landscape: false, money_unit: "元",
  points: "100", execution_points: "10", scored: true, places: 2,
  head: [[
    { label: "项目名称", field: "project/name", text: "", span: 1, kind: "text", choices: [], filled_by: "plan", must: true },
    { label: "年度", field: "year", text: "", span: 1, kind: "text", choices: [], filled_by: "plan", must: true },
  ]],
  head_widths: ["14%", "36%", "14%", "36%"],
  blocks: [
    {
      kind: "funds", banner: "资金使用情况", side: "", side_width: "", row: { source: "", budget: "", executed: "" },
      columns: [
        column("source", "资金来源", "40%"),
        column("budget", "全年预算数", "20%", { kind: "money", filled_by: "unit" }),
        column("executed", "全年执行数", "20%", { kind: "money", filled_by: "unit" }),
        column("", "执行率", "10%", { computed: "rate", filled_by: "computed" }),
        column("claimed", "得分", "10%", { kind: "number", filled_by: "unit" }),
      ],
    },
    {
      kind: "goal", banner: "目标", side: "", side_width: "", row: { expected: "", achieved: "" },
      columns: [column("expected", "预期目标", "50%"), column("achieved", "*实际完成情况", "50%", { filled_by: "unit" })],
    },
    {
      kind: "indicators", banner: "年度绩效指标", side: "", side_width: "",
      row: { level1: "", level2: "", name: "", target: "", actual: "", points: "", claimed: "", reason: "" },
      columns: [
        column("level1", "一级指标", "8%", { merged: true, with_points: true }),
        column("level2", "二级指标", "10%", { merged: true }),
        column("name", "三级指标", "20%", { align: "left" }),
        column("target", "年度指标值", "12%"),
        column("actual", "*实际完成值", "13%", { filled_by: "unit" }),
        column("points", "*分值", "6%", { kind: "number", filled_by: "unit" }),
        column("claimed", "*得分", "9%", { kind: "number", filled_by: "unit" }),
        column("reason", "偏差原因", "22%", { align: "left", filled_by: "unit" }),
      ],
    },
  ],
  leaves: [], sums: [{ label: "总分", points: "{points}", score: "{total}", rest: "" }, { label: "等级", points: "{grade}", score: "", rest: "" }],
  foot: [], opinion: "", seal: "", remarks: [], grades: [{ name: "优", least: "90" }, { name: "差", least: "0" }],
  states: [], choices: {}, start: {},
};
