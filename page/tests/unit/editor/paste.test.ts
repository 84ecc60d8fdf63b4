// Blocks from other programs: what is read from the clipboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { readHtmlTable } from "../../../src/editor/paste/html_table";
import { readTabText, writeTabText } from "../../../src/editor/paste/tab_text";

const kept = (name: string) => readFileSync(join(process.cwd(), "tests", "clipboard", name), "utf-8");

test("a spreadsheet's table: merged cells give their text once, hidden helper rows are none", () => {
  const table = readHtmlTable(kept("excel.html"));
  assert.ok(table);
  assert.equal(table.cells.length, 4);
  assert.deepEqual(table.cells[0], [
    "产出\n（50分）", "质量", "信息工程质量白皮书\n质量合格率", "100%", "1", "4", "4", "未偏离",
  ]);
  assert.deepEqual(table.cells[1]?.slice(0, 2), ["", ""]);
  assert.equal(table.cells[3]?.[3], "≤160万元");
  assert.equal(table.cells[2]?.[7], "涉及工作内容增加及报市政府审批, 后续将进一步优化工作");
});

test("#### takes the stored value; where none came along it is counted, never taken for a text", () => {
  const table = readHtmlTable(kept("excel.html"));
  assert.equal(table?.cells[1]?.[4], "0.979");
  assert.equal(table?.cells[3]?.[6], "");
  assert.equal(table?.hidden, 1);
  assert.equal(readHtmlTable(kept("sheets.html"))?.cells[0]?.[1], "1598701.67");
});

test("another spreadsheet, a word processor", () => {
  assert.deepEqual(readHtmlTable(kept("wps.html"))?.cells, [
    ["三级指标", "实际完成值", "得分", "备查号"],
    ["使用人员的满意度", "98%", "１０", "A-01"],
  ]);
  assert.deepEqual(readHtmlTable(kept("word.html"))?.cells, [["发放白皮书的\n党政机关数量", "78家", "69家"]]);
});

test("letters that look like a program stay letters", () => {
  assert.equal(readHtmlTable(kept("sheets.html"))?.cells[1]?.[0], "a & b <img src=x onerror=alert(1)>");
  assert.equal(readHtmlTable("<p>没有表格</p>"), null);
  const wide = readHtmlTable(`<table><tr><td colspan=99999999 rowspan=99999999>一</td></tr></table>`);
  assert.equal(wide?.cells[0]?.length, 200);
  assert.equal(wide?.cells.length, 5000);
});

test("tab text with quotes; a trailing line break is no row", () => {
  assert.deepEqual(readTabText('一\t"二\n""三"""\t"四"五\r\n六\t\t\r\n'), [
    ["一", '二\n"三"', '"四"五'],
    ["六", "", ""],
  ]);
  assert.deepEqual(readTabText("只有一格"), [["只有一格"]]);
  assert.deepEqual(readTabText("一\n\n二\n"), [["一"], [""], ["二"]]);
});

test("what is copied reads back the same", () => {
  const block = [["甲\n乙", '“引”"号"', ""], ["1", "2\t3", "末"]];
  assert.deepEqual(readTabText(writeTabText(block)), block);
});
