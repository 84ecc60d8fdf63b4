// What a reader restored or presumed is written once a person typed it; other cells stay as they were known.

import assert from "node:assert/strict";
import { test } from "node:test";

import { newDocument } from "../../../src/document/new_document";
import { apply, inverse } from "../../../src/document/reducer";
import type { DraftSubmission } from "../../../src/document/document";
import { settingAll } from "../../../src/editor/changes";
import { fundsMoved } from "../../../src/editor/provenance";
import { batchOf } from "../../../src/document/commands";

const FORM = {
  schema: "ziping/submission/1", set: "试验/项目", year: 2022, not_found: ["year", "funds.initial"],
  known: { year: 1, "funds.1.budget": 3, "funds.2.budget": 2 }, at: { "funds.2.budget": "B7" },
  indicators: [{ name: "印刷数量", actual: "150份", known: { actual: 2, target: 3 }, at: { actual: "第9行", target: "第9行" } }],
} as unknown as DraftSubmission;

const place = () => ({ document: { ...newDocument([FORM]), id: "一" }, submission: 0 });

test("a typed cell is written, the cells beside it stay as they were read, and undo brings all back", () => {
  const here = place();
  const command = settingAll(here, [["indicators/0/actual", "149份"], ["funds/0/budget", "5"], ["year", "2023"]]);
  const after = apply(here.document, command);
  const form = after.submissions[0];
  assert.deepEqual(form?.indicators?.[0]?.known, { target: 3 });
  assert.deepEqual(form?.indicators?.[0]?.at, { target: "第9行" });
  assert.deepEqual(form?.known, { "funds.2.budget": 2 });
  assert.deepEqual(form?.not_found, ["funds.initial"]);
  assert.deepEqual(apply(after, inverse(command)), here.document);
});

test("rows of funds take along how well they are known", () => {
  const here = place();
  const command = batchOf(here.document, fundsMoved(0, (index) => (index >= 1 ? index + 1 : index)));
  const form = apply(here.document, command).submissions[0];
  assert.deepEqual(form?.known, { year: 1, "funds.1.budget": 3, "funds.3.budget": 2 });
  assert.deepEqual(form?.at, { "funds.3.budget": "B7" });
});
