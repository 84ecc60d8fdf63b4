// The sum of what is typed is exact, and absent rather than wrong.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { DraftSubmission } from "../../../src/document/document";
import { ownTotal } from "../../../src/document/own_total";

function typed(...claims: readonly (string | number | null)[]): DraftSubmission {
  const indicators = claims.map((claimed) => ({ name: "甲", claimed }));
  return { schema: "ziping/submission/1", set: "s", indicators };
}

test("tenths add up without a rest", () => {
  assert.equal(ownTotal(typed("0.1", "0.2")), "0.3");
  assert.equal(ownTotal(typed("4", 4, "30", "９.９９", " 52 ")), "99.99");
  assert.equal(ownTotal(typed("-1", "1.50")), "0.5");
});

test("a blank or a text leaves no total", () => {
  assert.equal(ownTotal(typed("4", "")), null);
  assert.equal(ownTotal(typed("4", null)), null);
  assert.equal(ownTotal(typed("4", "4分")), null);
  assert.equal(ownTotal(typed("1e5")), null);
  assert.equal(ownTotal(typed()), null);
});

test("the score of the money counts where it is typed", () => {
  const submission = { ...typed("80"), funds: [{ source: "年度资金总额", claimed: "9.99" }, { source: "其中" }] };
  assert.equal(ownTotal(submission), "89.99");
});
