// Sums of the list of projects are exact, and rounded once.

import assert from "node:assert/strict";
import { test } from "node:test";

import { inTenThousand, mean, percent, total } from "../../../src/projects/amounts";

test("amounts are added in yuan and rounded where they are printed", () => {
  assert.equal(total(["0.1", "0.2", null, "—"]), "0.3");
  assert.equal(total([null]), null);
  assert.equal(inTenThousand("22924421.5"), "2,292.44");
  assert.equal(inTenThousand("1598701.67"), "159.87");
  assert.equal(inTenThousand("50"), "0.01");
  assert.equal(inTenThousand("49.99"), "0.00");
  assert.equal(inTenThousand("-1234567890"), "-123,456.79");
  assert.equal(inTenThousand(null), "—");
  // Three amounts of 0.004 万元 are 0.01 together, though each prints as 0.00.
  assert.equal(inTenThousand(total(["40", "40", "40"])), "0.01");
});

test("the mean of the scores of the six published forms is 99.02", () => {
  assert.equal(mean(["99.23", "99.79", "97.42", "97.77", "99.94", "99.99"]), "99.02");
  assert.equal(mean(["90", "90"]), "90");
  assert.equal(mean([null]), null);
});

test("a rate of the sums is of the sums, not of the rates", () => {
  assert.equal(percent("81143100", "83877900"), "96.74%");
  assert.equal(percent("1", "0"), "—");
  assert.equal(percent(null, "1"), "—");
});
