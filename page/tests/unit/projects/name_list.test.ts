// A list of projects as it comes from Excel.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readNameList } from "../../../src/projects/name_list";

test("columns are known by their headings, in any order", () => {
  const list = readNameList("实施单位\t项目编码\t项目名称\r\n某局\t440300221311537200001\t甲\r\n\t\t\r\n某中心\t440300221311537200002\t乙\r\n");
  assert.deepEqual(list, [
    { name: "甲", code: "440300221311537200001", unit: "某局" },
    { name: "乙", code: "440300221311537200002", unit: "某中心" },
  ]);
});

test("without headings a running number is no name and a code is told by its figures", () => {
  assert.deepEqual(readNameList("1\t440300221311537200001\t甲项目\t某局"), [{ name: "甲项目", code: "440300221311537200001", unit: "某局" }]);
  assert.deepEqual(readNameList("甲\n乙\n甲\n").map((one) => one.name), ["甲", "乙"]);
});

test("two units may have a project of one name", () => {
  assert.equal(readNameList("项目名称\t单位\n甲\t某局\n甲\t某中心").length, 2);
});

test("nothing is nothing", () => assert.deepEqual(readNameList(" \n\t\n"), []));
