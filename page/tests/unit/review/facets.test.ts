// Facets narrow each other; search finds every word in any order; ten thousand findings are no burden.

import assert from "node:assert/strict";
import { test } from "node:test";

import { narrow, toggled, type Chosen, type Facet, type FacetValue } from "../../../src/review/facets";
import { finder, folded } from "../../../src/review/search";

interface Item {
  readonly kind: string;
  readonly unit: string;
}

const FACETS: readonly Facet<Item>[] = [
  { id: "kind", title: "种类", valueOf: (item) => item.kind, called: (value) => value, fixed: ["edit", "ask", "note"] },
  { id: "unit", title: "单位", valueOf: (item) => item.unit, called: (value) => value, fixed: [] },
];
const ITEMS: readonly Item[] = [
  { kind: "edit", unit: "甲" },
  { kind: "ask", unit: "甲" },
  { kind: "ask", unit: "乙" },
  { kind: "note", unit: "乙" },
  { kind: "note", unit: "乙" },
];

const counts = (values: readonly FacetValue[] | undefined): string =>
  (values ?? []).map(({ value, count }) => `${value} ${count}`).join(", ");
const by = (chosen: Chosen, found: (item: Item) => boolean = () => true) => narrow(ITEMS, FACETS, chosen, found);

test("nothing chosen leaves everything, and counts all", () => {
  const { items, values } = by({});
  assert.equal(items.length, 5);
  assert.equal(counts(values["kind"]), "edit 1, ask 2, note 2");
  assert.equal(counts(values["unit"]), "乙 3, 甲 2");
});

test("within a facet either counts, between facets both, and counts follow the other facets", () => {
  const two = by({ kind: ["edit", "ask"] });
  assert.equal(two.items.length, 3);
  assert.equal(counts(two.values["kind"]), "edit 1, ask 2, note 2", "a facet does not narrow itself");
  assert.equal(counts(two.values["unit"]), "甲 2, 乙 1");
  const both = by({ kind: ["edit", "ask"], unit: ["乙"] });
  assert.deepEqual(both.items, [{ kind: "ask", unit: "乙" }]);
  assert.equal(counts(both.values["kind"]), "edit 0, ask 1, note 2");
});

test("what a search does not find stands with nought and does not vanish", () => {
  const { items, values } = by({}, (item) => item.unit === "甲");
  assert.equal(items.length, 2);
  assert.equal(counts(values["unit"]), "甲 2, 乙 0");
});

test("a value is chosen and taken back", () => {
  const once = toggled({}, "kind", "ask");
  assert.deepEqual(once, { kind: ["ask"] });
  assert.equal(by(toggled(once, "kind", "ask")).items.length, 5);
});

test("a search wants every word, in any order, whatever its width", () => {
  const text = folded("信息工程质量监督\n发放白皮书的党政机关数量\n78家，完成69家 ABC");
  assert.equal(finder("白皮书 质量")(text), true);
  assert.equal(finder("ａｂｃ　６９")(text), true);
  assert.equal(finder("白皮书 满意度")(text), false);
  assert.equal(finder("  ")(text), true);
});

test("ten thousand findings are counted once each, whatever is chosen", () => {
  const many = Array.from({ length: 10_000 }, (_, at) => ({ kind: ["edit", "ask", "note"][at % 3] ?? "", unit: `${at % 40}` }));
  let looked = 0;
  const { items, values } = narrow(many, FACETS, { kind: ["ask"] }, () => {
    looked += 1;
    return true;
  });
  assert.equal(looked, 10_000);
  assert.equal(items.length, 3333);
  assert.equal((values["kind"] ?? []).reduce((sum, one) => sum + one.count, 0), 10_000);
  assert.equal((values["unit"] ?? []).reduce((sum, one) => sum + one.count, 0), 3333);
});
