// Finding a form among all that ship.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { SetChoice } from "../../../src/messages";
import { searchSets } from "../../../src/start/set_search";

function set(id: string, region: string, title: string, kind: SetChoice["kind"], initials: string, more: Partial<SetChoice> = {}): SetChoice {
  return {
    id, region, everywhere: false, title, kind, initials, called: `${region} · ${title}`, year: 2022, levels: [], document: "", standing: "", digest: id, scored: true, ...more,
  };
}

const SETS = [
  set("cq/d", "重庆市", "部门整体绩效自评表", "department", "cqsbmztjxzpb"),
  set("mof/p", "财政部", "项目支出绩效自评表", "project", "czbxmzcjxzpb", { document: "财预〔2020〕10号", everywhere: true }),
  set("sz/d", "深圳市", "部门整体绩效自评表", "department", "szsbmztjxzpb", { year: 2024 }),
  set("sz/p", "深圳市", "项目支出绩效自评表", "project", "szsxmzcjxzpb"),
];
const ids = (query: string, used: string[] = []) => searchSets(SETS, query, used).map((one) => one.id);

test("words are found in any order, each somewhere", () => {
  assert.deepEqual(ids("项目 深圳"), ["sz/p"]);
  assert.deepEqual(ids("2024　深圳"), ["sz/d"]);
  assert.deepEqual(ids("10号"), ["mof/p"]);
  assert.deepEqual(ids("深圳 重庆"), []);
});

test("initials of the pinyin find as the characters do", () => {
  assert.deepEqual(ids("sz xm"), ["sz/p"]);
  assert.deepEqual(ids("XM SZ"), ["sz/p"]);
  assert.deepEqual(ids("bmzt"), ["cq/d", "sz/d"]);
});

test("what was used stands first, then the region that was typed, then what holds everywhere", () => {
  assert.deepEqual(ids(""), ["mof/p", "sz/p", "cq/d", "sz/d"]);
  assert.deepEqual(ids("", ["cq/d"]), ["cq/d", "mof/p", "sz/p", "sz/d"]);
  assert.deepEqual(ids("深圳"), ["sz/p", "sz/d"]);
  assert.deepEqual(ids("自评表", ["sz/d"])[0], "sz/d");
});
