// Signs that steer how text runs are shown by number; all else stays as it is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { visible } from "../../../src/frame/visible_text";

test("marks that turn the writing round are shown, letters stay", () => {
  assert.equal(visible("可执行\u202e文件\u202c名"), "可执行[U+202E]文件[U+202C]名");
  assert.equal(visible("一\n二\t三 ≥78家 <b>é𠮷"), "一\n二\t三 ≥78家 <b>é𠮷");
  assert.equal(visible("\u200f\u2066\u0085"), "[U+200F][U+2066][U+0085]");
});
