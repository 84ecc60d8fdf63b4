// The form as a grid: merged levels, the cursor, and where a pasted block goes.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { DraftSubmission } from "../../../src/document/document";
import { buildGrid } from "../../../src/editor/grid/build";
import type { Computed } from "../../../src/editor/grid/build";
import type { Grid } from "../../../src/editor/grid/cells";
import { areaOf, blockOf, cellAt, cellsIn, firstSpot, moved, tabbed } from "../../../src/editor/grid/selection";
import { groupedAmount, plainNumber, sumOfTexts, typedValue } from "../../../src/editor/grid/values";
import { planByHeading, planPaste } from "../../../src/editor/paste/plan";
import type { PastePlan } from "../../../src/editor/paste/plan";
import { PROJECT } from "../../support/forms";

const COMPUTED: Computed = { text: () => "", own: () => "", level: () => ({ points: "", own: "" }), total: "99", grade: "优", points: "100" };

const row = (level1: string, level2: string, name: string, points: string) => ({
  level1, level2, name, target: "78家", actual: "69家", points, claimed: points, reason: "",
});

const SUBMISSION: DraftSubmission = {
  schema: "ziping/submission/1", set: "试验/项目", project: { name: "信息工程质量监督" }, year: 2022,
  funds: [{ source: "年度资金总额", budget: "1600000", executed: "1598701.67" }],
  goal: { expected: "编制白皮书", achieved: "已编制" },
  indicators: [
    row("产出", "数量", "一", "20"), row("产出", "数量", "二", "17.5"), row("产出", "质量", "三", "12.5"),
    row("效益", "社会效益", "四", "40"),
  ],
};

const grid = (open: string[] = [], submission = SUBMISSION): Grid =>
  buildGrid({ layout: PROJECT, submission, computed: COMPUTED, width: 857, open: new Set(open) });

const cellOf = (made: Grid, path: string) => {
  for (const each of made.rows) for (const cell of each.cells) if (cell.path === path) return cell;
  throw new Error(path);
};

const spotOf = (made: Grid, path: string) => {
  for (const each of made.rows) {
    const slot = each.slots.findIndex((cell) => cell.path === path);
    if (slot >= 0) return { row: each.at, slot };
  }
  throw new Error(path);
};

const at = (made: Grid, spot: { row: string; slot: number } | null) => (spot === null ? null : cellAt(made, spot)?.path);

test("levels are merged, with the exact sum of their rows beneath", () => {
  const made = grid();
  const output = cellOf(made, "indicators/0/level1");
  assert.equal(output.rows, 3);
  assert.equal(output.below, "（50分）");
  assert.deepEqual(output.more, ["indicators/1/level1", "indicators/2/level1"]);
  assert.equal(cellOf(made, "indicators/0/level2").rows, 2);
  assert.equal(cellOf(made, "indicators/3/level1").below, "（40分）");
});

test("a heading that names the unit of money is said with it", () => {
  const blocks = PROJECT.blocks.map((block) => (block.kind === "funds" ? { ...block, banner: "部门预算（{money_unit}）" } : block));
  const made = buildGrid({
    layout: { ...PROJECT, blocks, money_unit: "万元" }, submission: SUBMISSION, computed: COMPUTED, width: 857, open: new Set(),
  });
  const banner = made.rows.find((each) => each.at === "fold/funds");
  assert.equal(banner?.cells[0]?.heading, "部门预算（万元）");
});

test("sections are folded to one line each and can be opened", () => {
  const folded = grid();
  assert.deepEqual(folded.rows.slice(0, 4).map((each) => each.at), ["fold/head", "fold/funds", "fold/goal", "heading/indicators"]);
  assert.match(folded.rows[1]?.cells[0]?.text ?? "", /全年执行数 1,598,701.67/);
  const opened = grid(["head", "funds", "goal"]);
  assert.equal(cellOf(opened, "funds/0/executed").shown, "1,598,701.67");
  assert.equal(cellOf(opened, "project/name").heading, "项目名称");
});

test("total and grade stand in one line behind the rows", () => {
  const sum = grid().rows.at(-1);
  assert.deepEqual(sum?.cells.map((cell) => cell.text), ["总分", "100", "99", "等级 优"]);
});

test("arrows go through merged cells and over blocks with other edges", () => {
  const made = grid(["funds"]);
  const actual = spotOf(made, "indicators/1/actual");
  assert.equal(at(made, moved(made, actual, "down")), "indicators/2/actual");
  assert.equal(at(made, moved(made, actual, "home")), "indicators/0/level1");
  assert.equal(at(made, moved(made, spotOf(made, "indicators/0/level1"), "down")), "indicators/3/level1");
  assert.equal(at(made, moved(made, spotOf(made, "indicators/1/claimed"), "end")), "indicators/1/reason");
  const money = spotOf(made, "funds/0/budget");
  assert.equal(at(made, moved(made, money, "down")), "");
  assert.equal(moved(made, spotOf(made, "indicators/3/name"), "down"), null);
  assert.equal(at(made, firstSpot(made) ), "indicators/0/actual");
});

test("Tab leaves the form after the last cell of the last row", () => {
  const made = grid();
  assert.equal(at(made, tabbed(made, spotOf(made, "indicators/0/reason"), false)), "indicators/0/level1");
  assert.equal(tabbed(made, spotOf(made, "indicators/3/reason"), false), null);
  assert.equal(tabbed(made, { row: "fold/head", slot: 0 }, true), null);
});

test("a selection never cuts a merged cell, and gives its text once", () => {
  const made = grid();
  const area = areaOf(made, { anchor: spotOf(made, "indicators/0/level2"), at: spotOf(made, "indicators/0/name") });
  assert.ok(area);
  assert.equal(cellsIn(made, area).length, 3);
  assert.deepEqual(blockOf(made, area), [["数量", "一"], ["", "二"]]);
});

const target = (made: Grid, path: string, area = null) => {
  const spot = spotOf(made, path);
  const cell = cellAt(made, spot);
  assert.ok(cell);
  return { grid: made, cell, row: made.index.get(spot.row) ?? -1, area };
};

const planned = (plan: PastePlan | { refused: string }): PastePlan => {
  assert.ok(!("refused" in plan), JSON.stringify(plan));
  return plan;
};

test("a block goes from the current cell rightwards; rows that are missing are added", () => {
  const plan = planned(planPaste(target(grid(), "indicators/2/actual"), [["80家", "1"], ["81家", "2"], ["82家", "3"]]));
  assert.deepEqual(plan.written.map((each) => [each.cell.path, each.text]), [
    ["indicators/2/actual", "80家"], ["indicators/2/points", "1"], ["indicators/3/actual", "81家"], ["indicators/3/points", "2"],
  ]);
  assert.deepEqual(plan.added, [{ actual: "82家", points: "3" }]);
  assert.equal(plan.over, 4);
});

test("what is too wide is refused with what has no room", () => {
  const plan = planPaste(target(grid(), "indicators/0/claimed"), [["5", "未偏离", "备注", "附件"]]);
  assert.deepEqual(plan, { refused: "右边放不下 2 列，没有粘贴：备注、附件" });
});

test("one cell fills the selection", () => {
  const made = grid();
  const area = areaOf(made, { anchor: spotOf(made, "indicators/0/reason"), at: spotOf(made, "indicators/3/reason") });
  const plan = planned(planPaste({ ...target(made, "indicators/0/reason"), area }, [["未偏离"]]));
  assert.equal(plan.written.length, 4);
  assert.equal(plan.over, 0);
});

test("a block with headings is placed by them, in any order; levels are carried down without their points", () => {
  const empty = grid([], { ...SUBMISSION, indicators: [] });
  const block = [
    ["得分", "一级指标", "三级指标", "备查号"],
    ["4", "产出\n（50分）", "合格率", "A"],
    ["5", "", "通过率", "B"],
  ];
  const cell = empty.rows[0]?.slots[0];
  assert.ok(cell);
  const plan = planned(planByHeading({ grid: empty, cell, row: 0, area: null }, block, ["claimed", "level1", "name", null]));
  assert.deepEqual(plan.added, [
    { claimed: "4", level1: "产出", name: "合格率" }, { claimed: "5", level1: "产出", name: "通过率" },
  ]);
  assert.deepEqual(plan.unnamed, ["备查号"]);
});

test("typed numbers: groups and full-width digits are read, other texts stay as typed", () => {
  assert.equal(plainNumber("１，５９８，７０１．６７"), "1598701.67");
  assert.equal(plainNumber("1,598,701.67"), "1598701.67");
  assert.equal(plainNumber("1,2"), "1,2");
  assert.equal(plainNumber("约30"), "约30");
  assert.equal(typedValue("number", " "), undefined);
  assert.equal(typedValue("yesno", "否"), false);
  assert.equal(typedValue("text", " 78家 "), " 78家 ");
  assert.equal(groupedAmount("1598701.6"), "1,598,701.60");
  assert.equal(groupedAmount("159.8701"), "159.8701");
  assert.equal(sumOfTexts(["0.1", "0.2", "无"]), "0.3");
});
