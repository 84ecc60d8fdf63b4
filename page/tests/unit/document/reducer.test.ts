// A document changes by commands only, and every command can be taken back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { childOf, getAt, inSubmission, sameJson } from "../../../src/document/cells";
import { batchOf, moveRowCommand, rowsCommand, setCommand } from "../../../src/document/commands";
import type { Command, Json, PageDocument } from "../../../src/document/document";
import { newDocument } from "../../../src/document/new_document";
import { apply, inverse } from "../../../src/document/reducer";
import { OpenDocument } from "../../../src/store/open_document";

/** A sequence of numbers that a seed decides. */
export function seeded(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

function begun(): PageDocument {
  const indicators = ["数量", "质量", "时效"].map((name, index) => ({
    level1: "产出", name, target: `${index}家`, points: "10", claimed: index,
  }));
  const one = { schema: "ziping/submission/1", set: "s", project: { name: "甲" }, indicators, mid_year: null } as const;
  return newDocument([one, { ...one, project: { name: "乙" } }]);
}

const TEXTS: readonly (Json | undefined)[] = ["", "9.5", "abc", "≥78家", 30, null, undefined, "一\n二"];
const CELLS = ["year", "unit", "head/filled_by", "claims/a~1b", "mid_year/date", "goal/achieved", "funds"];

/** Some change that a person might make. */
function someCommand(document: PageDocument, random: (below: number) => number): Command {
  const at = random(document.submissions.length);
  const rows = inSubmission(at, "indicators");
  const count = (getAt(document, rows) as readonly Json[]).length;
  switch (count === 0 ? 1 : random(6)) {
    case 0:
      return setCommand(document, `${rows}/${random(count)}/claimed`, TEXTS[random(TEXTS.length)]);
    case 1:
      return rowsCommand(document, rows, random(count + 1), 0, [{ name: `新${random(99)}` }]);
    case 2:
      return rowsCommand(document, rows, random(count), 1, [{}, { name: "换" }].slice(0, random(3)));
    case 3:
      return moveRowCommand(document, rows, random(count), random(count));
    case 4:
      return batchOf(document, Array.from({ length: 1 + random(3) }, () => (now) => someCommand(now as PageDocument, random)));
    default:
      return setCommand(document, inSubmission(at, CELLS[random(CELLS.length)] as string), TEXTS[random(TEXTS.length)]);
  }
}

test("a hundred random sequences are taken back and done again without a trace", () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const random = seeded(seed);
    const open = new OpenDocument(begun());
    const before = open.document;
    const copy = structuredClone(before);
    const after: PageDocument[] = [before];
    for (let step = 0; step < 40; step += 1) {
      const now = open.document;
      const command = someCommand(now, random);
      const done = apply(now, command);
      assert.deepEqual(apply(done, inverse(command)), now);
      open.run(command, "改");
      if (open.document !== now) after.push(open.document);
    }
    assert.deepEqual(before, copy, "nothing is changed in place");
    for (let back = after.length - 2; back >= 0; back -= 1) {
      open.undo();
      assert.deepEqual(open.document, after[back]);
    }
    assert.equal(open.undo(), null);
    for (const state of after.slice(1)) {
      open.redo();
      assert.deepEqual(open.document, state);
    }
    assert.equal(open.redo(), null);
  }
});

test("what a change does not touch is shared", () => {
  const document = begun();
  const after = apply(document, setCommand(document, "submissions/0/indicators/1/claimed", "9"));
  assert.equal(after.submissions[1], document.submissions[1]);
  assert.equal(after.submissions[0]?.indicators?.[0], document.submissions[0]?.indicators?.[0]);
  assert.notEqual(after.submissions[0]?.indicators?.[1], document.submissions[0]?.indicators?.[1]);
});

test("a command that was made for another state changes nothing", () => {
  const open = new OpenDocument(begun());
  const stale = setCommand(open.document, "submissions/0/unit", "旧");
  open.run(setCommand(open.document, "submissions/0/unit", "新"), "填单位");
  const now = open.document;
  assert.throws(() => open.run(stale, "填单位"), /another value/);
  assert.equal(open.document, now);
  const rows = rowsCommand(now, "submissions/0/indicators", 0, 1, []);
  open.run(setCommand(now, "submissions/0/indicators/0/claimed", "3"), "填");
  assert.throws(() => open.run(rows, "删"), /other rows/);
});

test("a cell of a part that is missing makes it, and taking back takes it away", () => {
  const open = new OpenDocument(begun());
  open.run(setCommand(open.document, "submissions/0/head/filled_by", "张"), "填");
  assert.deepEqual(open.document.submissions[0]?.head, { filled_by: "张" });
  assert.equal(open.undo(), "submissions/0/head");
  assert.equal(childOf(open.document.submissions[0], "head"), undefined);
});

test("no key reaches what objects are made of", () => {
  const document = begun();
  assert.throws(() => setCommand(document, "submissions/0/__proto__/polluted", "1"));
  assert.equal(getAt(document, "submissions/0/constructor"), undefined);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  assert.ok(!sameJson({ a: 1 }, { toString: 1 }));
});

test("five hundred changes are kept, older ones stay done", () => {
  const open = new OpenDocument(begun());
  for (let step = 0; step < 520; step += 1) open.run(setCommand(open.document, "submissions/0/unit", `${step}`), "填单位");
  let back = 0;
  while (open.undo() !== null) back += 1;
  assert.equal(back, 500);
  assert.equal(open.document.submissions[0]?.unit, "19");
});

test("a document that is only looked at does not change", () => {
  const open = new OpenDocument(begun());
  open.run(setCommand(open.document, "submissions/0/unit", "一"), "填单位");
  open.setReadOnly(true);
  const now = open.document;
  open.run(setCommand(now, "submissions/0/unit", "二"), "填单位");
  assert.equal(open.undo(), null);
  assert.equal(open.document, now);
});
