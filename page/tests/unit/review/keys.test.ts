// Keys of the review: what each does, and that nothing is taken from who types.

import assert from "node:assert/strict";
import { test } from "node:test";

import { actionOf, type KeyPlace, type KeyPressed } from "../../../src/review/keys";

const pressed = (key: string, more: Partial<KeyPressed> = {}): KeyPressed => ({
  key, ctrl: false, shift: false, alt: false, composing: false, ...more,
});
const place = (more: Partial<KeyPlace> = {}): KeyPlace => ({
  screen: "project", focus: "page", singleKeys: true, chosen: false, ...more,
});

test("in a project digits choose, then name grounds", () => {
  assert.deepEqual(actionOf(pressed("1"), place()), { do: "choose", choice: 1 });
  assert.deepEqual(actionOf(pressed("3"), place()), { do: "choose", choice: 3 });
  assert.equal(actionOf(pressed("4"), place()), null);
  assert.deepEqual(actionOf(pressed("4"), place({ chosen: true })), { do: "ground", number: 4 });
  assert.deepEqual(actionOf(pressed("0"), place({ chosen: true })), { do: "all-grounds" });
});

test("in a text field letters and digits are typed; Enter decides", () => {
  for (const key of ["1", "n", "s", "o", "e", "/", " ", "0"])
    assert.equal(actionOf(pressed(key), place({ focus: "text" })), null, key);
  assert.deepEqual(actionOf(pressed("Enter"), place({ focus: "text" })), { do: "confirm" });
  assert.equal(actionOf(pressed("Enter", { composing: true }), place({ focus: "text" })), null);
  assert.equal(actionOf(pressed("Enter"), place({ focus: "text", screen: "queue" })), null);
});

test("single keys can be switched off; the others stay", () => {
  const off = place({ singleKeys: false });
  for (const key of ["1", "n", "s", "o", "e", "/", " "]) assert.equal(actionOf(pressed(key), off), null, key);
  assert.deepEqual(actionOf(pressed("Enter"), off), { do: "confirm" });
  assert.deepEqual(actionOf(pressed("F8", { shift: true }), off), { do: "previous-problem" });
  assert.deepEqual(actionOf(pressed("PageDown"), off), { do: "next-project" });
});

test("a button keeps its Enter and its Space; Ctrl belongs to the frame and the browser", () => {
  assert.equal(actionOf(pressed("Enter"), place({ focus: "button" })), null);
  assert.equal(actionOf(pressed(" "), place({ focus: "button", screen: "queue" })), null);
  for (const key of ["z", "y", "s", "1", "f"]) assert.equal(actionOf(pressed(key, { ctrl: true }), place()), null, key);
});

test("in the queue rows are walked, ticked, opened and decided by 1 and 2", () => {
  const queue = place({ screen: "queue" });
  assert.deepEqual(actionOf(pressed("ArrowDown"), queue), { do: "down" });
  assert.deepEqual(actionOf(pressed(" "), queue), { do: "tick" });
  assert.deepEqual(actionOf(pressed("Enter"), queue), { do: "open" });
  assert.deepEqual(actionOf(pressed("2"), queue), { do: "choose", choice: 2 });
  assert.equal(actionOf(pressed("3"), queue), null);
  assert.equal(actionOf(pressed("s"), queue), null);
});
