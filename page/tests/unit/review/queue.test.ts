// Order of the queue, the rows that stand in the document, the next that waits, and how long reading takes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { compared, sumOfTexts } from "../../../src/review/exact";
import { bandOf } from "../../../src/review/numbers";
import { secondsLeft, share } from "../../../src/review/progress";
import { inOrder, nextAfter, queueItems } from "../../../src/review/queue_order";
import { shownRows } from "../../../src/review/windowed";
import type { FindingLine, ReviewFormLine } from "../../../src/messages";

const form = (name: string): ReviewFormLine => ({ form: name, title: name, copy_of: "" }) as unknown as ReviewFormLine;
const finding = (id: string, severity: FindingLine["severity"], high: string | null, title = "问题"): FindingLine =>
  ({ id, form: "甲", severity, stake_low: "0", stake_high: high, title, for_targets: false, name: "", text: "", reason: "", place: "" }) as unknown as FindingLine;

const FOUND = [
  finding("a", "ask", "4"), finding("b", "note", null), finding("c", "ask", "12.5"), finding("d", "edit", "3.46"),
  finding("e", "ask", null), finding("f", "ask", "4.0", "晚于期限完成"), finding("g", "ask", "5", "晚于期限完成"),
];
const items = queueItems([form("甲")], new Map([["甲", FOUND]]));
const ids = (grouping: "project" | "stake" | "title"): string =>
  inOrder(items, grouping).map((item) => item.finding.id).join("");

test("by 涉及分: ■ first, then the highest range, then what has none; equal ones stay as on the form", () => {
  assert.equal(ids("stake"), "dcgafeb");
  assert.equal(ids("project"), "abcdefg");
  assert.equal(ids("title"), "dcaebgf");
});

test("a copy of a form stands in no queue", () => {
  const copy = { ...form("乙"), copy_of: "甲" };
  assert.equal(queueItems([form("甲"), copy], new Map([["甲", FOUND], ["乙", FOUND]])).length, FOUND.length);
});

test("numbers are compared and added exactly", () => {
  assert.equal(compared("0.30", "0.3"), 0);
  assert.ok(compared("9.9", "12.5") < 0);
  assert.ok(compared("x", "1") > 0);
  assert.equal(sumOfTexts(["0.1", "0.2", "3.46"]), "3.76");
  assert.equal(bandOf("0", "12.5"), "0–12.5");
  assert.equal(bandOf("3.46", "3.46"), "3.46");
  assert.equal(bandOf(null, null), "—");
});

test("the next that waits is found round the end, or there is none", () => {
  assert.equal(nextAfter([1, 0, 0], 0, (one) => one === 1), 0);
  assert.equal(nextAfter([1, 0, 1], 0, (one) => one === 1), 2);
  assert.equal(nextAfter([1, 0, 1], 0, (one) => one === 1, -1), 2);
  assert.equal(nextAfter([0, 0], 0, (one) => one === 1), null);
});

test("of ten thousand rows some thirty stand in the document", () => {
  const [first, last] = shownRows(66 * 5000, 540, 66, 10_000);
  assert.ok(first < 5000 && last > 5008 && last - first <= 30);
  assert.deepEqual(shownRows(0, 540, 66, 3), [0, 3]);
  assert.deepEqual(shownRows(66 * 50, 540, 66, 3), [3, 3]);
});

test("how long reading still takes is told only once it can be known", () => {
  const reading = { done: 2, of: 500, startedAt: 0, now: 1000, running: true };
  assert.equal(secondsLeft(reading), null);
  assert.equal(secondsLeft({ ...reading, done: 100, now: 10_000 }), 40);
  assert.equal(share(146, 500), "29%");
});
