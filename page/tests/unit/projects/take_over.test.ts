// Merging another's draft: only what was chosen is taken, and it can be undone.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { DraftSubmission, PageDocument } from "../../../src/document/document";
import { apply, inverse } from "../../../src/document/reducer";
import type { MergedProject } from "../../../src/messages";
import { openFields, removal, sideKey, takeOver, type Side } from "../../../src/projects/take_over";

const form = (name: string, ...actuals: string[]): DraftSubmission => ({
  schema: "ziping/submission/1",
  set: "s",
  project: { name },
  indicators: actuals.map((actual) => ({ actual })),
});

const mine: PageDocument = {
  schema: "ziping/draft/1",
  id: "a",
  submissions: [form("甲", "1", "2", "3"), form("乙", "1")],
  ui: { kept: [] },
  exports: [],
};

function project(fields: string[], more: Partial<MergedProject> = {}): MergedProject {
  return { mine: 0, theirs: 0, title: "甲", fields: fields.map((at) => ({ at, label: "", mine: "", theirs: "" })), ...more };
}

function chosen(...sides: [string, Side][]): ReadonlyMap<string, Side> {
  return new Map(sides.map(([at, side]) => [sideKey(0, at), side]));
}

const actuals = (document: PageDocument, at = 0) => document.submissions[at]?.indicators?.map((row) => row.actual);

test("a field is taken where theirs was chosen, and stays where mine was", () => {
  const projects = [project(["indicators/0/actual", "indicators/1/actual"])];
  const taken = { added: new Set<number>(), sides: chosen(["indicators/0/actual", "theirs"], ["indicators/1/actual", "mine"]) };
  const command = takeOver(mine, [form("甲", "10", "20", "3")], projects, taken);
  const after = apply(mine, command);
  assert.deepEqual(actuals(after), ["10", "2", "3"]);
  assert.deepEqual(apply(after, inverse(command)), mine);
});

test("nothing is taken while nothing is chosen", () => {
  const projects = [project(["indicators/0/actual"]), project([], { mine: null, theirs: 1, title: "丙" })];
  const taken = { added: new Set<number>(), sides: chosen() };
  assert.equal(openFields(projects, taken), 1);
  assert.deepEqual(apply(mine, takeOver(mine, [form("甲", "9"), form("丙")], projects, taken)), mine);
});

test("rows that the other put in or took out come and go as chosen", () => {
  const more = [project(["indicators/3", "indicators/4"])];
  const both = { added: new Set<number>(), sides: chosen(["indicators/3", "theirs"], ["indicators/4", "theirs"]) };
  const longer = apply(mine, takeOver(mine, [form("甲", "1", "2", "3", "4", "5")], more, both));
  assert.deepEqual(actuals(longer), ["1", "2", "3", "4", "5"]);
  const fewer = [project(["indicators/1", "indicators/2"])];
  const gone = { added: new Set<number>(), sides: chosen(["indicators/1", "theirs"], ["indicators/2", "theirs"]) };
  assert.deepEqual(actuals(apply(mine, takeOver(mine, [form("甲", "1")], fewer, gone))), ["1"]);
});

test("a project of the other is added whole, and only when ticked", () => {
  const projects = [project([], { mine: null, theirs: 0, title: "丙" })];
  const after = apply(mine, takeOver(mine, [form("丙", "7")], projects, { added: new Set([0]), sides: new Map() }));
  assert.deepEqual(after.submissions.map((one) => one.project?.name), ["甲", "乙", "丙"]);
});

test("what was kept of a project stays with it when others are taken out", () => {
  const kept = [0, 1].map((submission) => ({ submission, at: "indicators/0", code: "c", saw: "s" }));
  const document = { ...mine, ui: { kept } };
  const command = removal(document, new Set([0]));
  const after = apply(document, command);
  assert.deepEqual(after.submissions.map((one) => one.project?.name), ["乙"]);
  assert.deepEqual(after.ui.kept, [{ ...kept[1], submission: 0 }]);
  assert.deepEqual(apply(after, inverse(command)), document);
});
