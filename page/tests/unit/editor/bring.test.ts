// A file brought into a form that is begun: blanks are filled, what differs is counted before it is replaced.

import assert from "node:assert/strict";
import { test } from "node:test";

import { apply, inverse } from "../../../src/document/reducer";
import { newDocument } from "../../../src/document/new_document";
import type { DraftSubmission } from "../../../src/document/document";
import { bringing, planBring } from "../../../src/editor/bring";

const FORM: DraftSubmission = {
  schema: "ziping/submission/1", set: "试验/项目", unit: "甲中心", project: { name: "" },
  funds: [{ source: "年度资金总额", budget: "" }],
  indicators: [
    { level1: "产出", level2: "数量", name: "印刷数量", target: "100份", actual: "150份" },
    { level1: "产出", level2: "质量", name: "", target: "", actual: "" },
  ],
};

const BROUGHT = {
  schema: "ziping/submission/1", set: "试验/项目", unit: "乙中心", project: { name: "信息工程质量监督" },
  funds: [{ source: "年度资金总额", budget: 1600000 }],
  indicators: [
    { level1: "产出", level2: "数量", name: "印刷 数量", target: "150份", points: 5, at: { target: "第3行" } },
    { level1: "产出", level2: "质量", name: "合格率", target: "100%" },
    { level1: "效益", level2: "社会效益", name: "覆盖数", target: "78家" },
  ],
};

const place = () => ({ document: { ...newDocument([FORM]), id: "一" }, submission: 0 });

test("rows are found by levels and name; blanks are filled, targets that differ are counted", () => {
  const plan = planBring(place(), BROUGHT);
  assert.equal(plan.over, 1);
  assert.equal(plan.filled, 5);
  assert.deepEqual(plan.added, [BROUGHT.indicators[2]]);
  assert.deepEqual(plan.kept, ["unit"]);
});

test("what the unit typed stays, and all of it is taken back by one command", () => {
  const here = place();
  const command = bringing(here, planBring(here, BROUGHT));
  const after = apply(here.document, command);
  const submission = after.submissions[0];
  assert.equal(submission?.unit, "甲中心");
  assert.equal(submission?.project?.name, "信息工程质量监督");
  assert.deepEqual(submission?.indicators?.map((row) => [row.name, row.target, row.actual]), [
    ["印刷数量", "150份", "150份"], ["合格率", "100%", ""], ["覆盖数", "78家", undefined],
  ]);
  assert.deepEqual(submission?.indicators?.[0]?.at, { target: "第3行" });
  assert.deepEqual(apply(after, inverse(command)), here.document);
});

test("what the form has no place for yet comes in whole, and what stands there otherwise is named", () => {
  const here = { document: { ...newDocument([{ ...FORM, goal: { expected: "建成" } }]), id: "一" }, submission: 0 };
  const plan = planBring(here, {
    ...BROUGHT, head: { responsible: "张三" }, tasks: [{ name: "巡查" }], goal: { expected: "完成", achieved: "已完成" },
    funds: [...BROUGHT.funds, { source: "市级资金", budget: 5 }], at: { unit: "第1行" },
  });
  const submission = apply(here.document, bringing(here, plan)).submissions[0];
  assert.equal(submission?.head?.responsible, "张三");
  assert.deepEqual(submission?.tasks, [{ name: "巡查" }]);
  assert.deepEqual(submission?.goal, { expected: "建成", achieved: "已完成" });
  assert.equal(submission?.at, undefined);
  assert.deepEqual(plan.kept, ["unit", "goal/expected", "funds/市级资金"]);
});
