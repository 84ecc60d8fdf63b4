// The editor by keyboard, mouse, input method and clipboard: what a person does reaches the document, and
// the focus is never lost.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT, fake, openPage } from "../harness.mjs";

const entry = "tests/support/editor_page.ts";
const kept = (name) => readFileSync(join(ROOT, "page/tests", name), "utf-8");
const FILES = { submission: "quality", layout: "form_of_six", score: "quality_score", check: "quality_check" };
const recorded = (name) => JSON.parse(kept(`support/${FILES[name]}.json`));
const LAYOUT = recorded("layout");
const NO_HEADINGS = { headings: false, fields: [] };
const ANSWERS = { "sets.list": { sets: [] }, "paste.headings": NO_HEADINGS, "form.layout": LAYOUT, score: recorded("score"), check: recorded("check") };

/** A form open in the editor, with shortcuts to what a test looks at. */
async function form(t, { at = "indicators/13/claimed", submission = recorded("submission"), answers = ANSWERS, ...more } = {}) {
  const screen = await openPage(t, { entry, engine: fake(answers), ...more });
  await screen.page.evaluate(([held, place]) => window.openForm(held, place), [submission, at]);
  await screen.page.locator(".cursor-frame").waitFor();
  return Object.assign(screen, {
    async press(...keys) {
      for (const key of keys) await screen.page.keyboard.press(key);
    },
    type: (text) => screen.page.keyboard.type(text),
    /** Where the cursor is, in the words of the name box. */
    name: () => screen.page.locator(".cell-input").getAttribute("aria-label"),
    rows: () => screen.page.evaluate(() => window.formHeld().submissions[0].indicators),
    held: () => screen.page.evaluate(() => window.formHeld()),
    focused: () => screen.page.evaluate(() => document.activeElement?.className ?? ""),
    selected: () => screen.page.locator(".status-line").textContent(),
  });
}

const cellOf = (screen, row, heading) => screen.page.locator(`.form-row[aria-rowindex="${row}"] .field-${heading}`);
/** The row of the table in which an indicator stands: three folded lines and the headings are above. */
const line = (indicator) => indicator + 5;

test("typing replaces, Enter goes down, Tab to the right, Escape leaves the cell as it was", async (t) => {
  const screen = await form(t);
  assert.match(await screen.focused(), /cell-input/);
  assert.equal(await screen.name(), "社会效益 · 发放白皮书的党政机关数量 · 得分");
  await screen.type("26.54");
  await screen.press("Enter");
  assert.equal((await screen.rows())[13].claimed, "26.54");
  assert.match(await screen.name(), /生态效益.*得分/);
  await screen.type("1");
  await screen.press("Escape");
  assert.equal((await screen.rows())[14].claimed, "0");
  await screen.type("2");
  await screen.press("Shift+Tab");
  assert.equal((await screen.rows())[14].claimed, "2");
  assert.match(await screen.name(), /分值$/);
  await screen.press("Shift+Enter", "Tab");
  assert.equal(await screen.name(), "社会效益 · 发放白皮书的党政机关数量 · 得分");
  assert.match(await screen.focused(), /cell-input/);
});

test("arrows, Home, End and pages move; Shift extends; the status line counts and adds up", async (t) => {
  const screen = await form(t);
  await screen.press("ArrowUp", "ArrowUp");
  assert.match(await screen.name(), /项目成本控制情况 · 得分/);
  await screen.press("Home");
  assert.equal(await screen.name(), "一级指标");
  await screen.press("End");
  assert.match(await screen.name(), /偏差原因分析及改进措施$/);
  await screen.press("Control+Home");
  assert.equal(await screen.name(), "基本信息");
  await screen.press("Control+End");
  assert.match(await screen.name(), /签字栏|偏差原因/);
  await screen.press("Control+Home", "PageDown");
  assert.notEqual(await screen.name(), "基本信息");
  await screen.page.evaluate(() => window.openForm(window.formHeld().submissions[0], "indicators/8/claimed"));
  await screen.page.waitForFunction(() => /编制完成时间/.test(document.querySelector(".cell-input").getAttribute("aria-label")));
  await screen.press("Shift+ArrowDown", "Shift+ArrowDown");
  assert.match(await screen.selected(), /选中 3 格，合计 13/);
  await screen.press("PageUp");
  assert.match(await screen.selected(), /选中 1 格/);
});

test("F2 opens at the end, Alt+Enter breaks the line, Delete empties, Ctrl+D fills from above", async (t) => {
  const screen = await form(t, { at: "indicators/13/actual" });
  await screen.press("F2");
  await screen.type("左右");
  await screen.press("Alt+Enter");
  await screen.type("二");
  await screen.press("Enter");
  assert.equal((await screen.rows())[13].actual, "69家左右\n二");
  await screen.press("Delete");
  assert.equal((await screen.rows())[14].actual, "");
  await screen.press("Control+d");
  assert.equal((await screen.rows())[14].actual, "69家左右\n二");
  await screen.press("Control+z", "Control+z", "Control+z");
  assert.equal((await screen.rows())[13].actual, "69家");
  assert.equal((await screen.rows())[14].actual, "不涉及");
  await screen.press("Control+y");
  assert.equal((await screen.rows())[13].actual, "69家左右\n二");
});

test("rows are put in, taken out and moved, and all of it is taken back", async (t) => {
  const screen = await form(t);
  const before = await screen.rows();
  await screen.press("Alt+Insert");
  let rows = await screen.rows();
  assert.equal(rows.length, 19);
  assert.deepEqual([rows[14].level1, rows[14].level2, rows[14].name], ["效益", "社会效益", ""]);
  assert.match(await screen.name(), /三级指标$/);
  await screen.type("覆盖人数");
  await screen.press("Enter", "ArrowUp", "Alt+Shift+ArrowUp");
  rows = await screen.rows();
  assert.deepEqual(rows.slice(13, 15).map((row) => row.name), ["覆盖人数", "发放白皮书的党政机关数量"]);
  await screen.press("Alt+Shift+ArrowDown", "Alt+Delete");
  rows = await screen.rows();
  assert.deepEqual(rows, before);
  assert.match(await screen.focused(), /cell-input/);
  await screen.press("Control+z", "Control+z", "Control+z", "Control+z", "Control+z");
  assert.deepEqual(await screen.rows(), before);
});

test("an input method begins at the first key, and one that is cancelled leaves the cell as it was", async (t) => {
  const screen = await form(t, { at: "indicators/13/reason" });
  await screen.compose(["j", "ji", "机构"], "机构改革");
  await screen.press("Enter");
  assert.equal((await screen.rows())[13].reason, "机构改革");
  await screen.press("ArrowUp");
  const protocol = await screen.protocol();
  await protocol.send("Input.imeSetComposition", { text: "j", selectionStart: 1, selectionEnd: 1 });
  await protocol.send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
  await screen.press("Enter");
  assert.equal((await screen.rows())[13].reason, "机构改革");
});

test("a block is copied and pasted as a spreadsheet does", async (t) => {
  const screen = await form(t, { at: "indicators/8/actual" });
  await screen.press("Shift+ArrowRight", "Shift+ArrowDown");
  const copied = await screen.copied();
  assert.equal(copied.text, "9月底\t5\r\n一个月内\t4");
  assert.match(copied.html, /<td>9月底<\/td>/);
  await screen.press("Control+c");
  await screen.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Control+v");
  await screen.page.getByText("将粘贴 2 行 × 2 列，从“实际完成值”开始。").waitFor();
  await screen.page.getByText("盖掉已填的").waitFor();
  await screen.press("Enter");
  const rows = await screen.rows();
  assert.deepEqual([rows[12].actual, rows[12].points, rows[13].actual, rows[13].points], ["9月底", "5", "一个月内", "4"]);
  assert.match(await screen.focused(), /cell-input/);
  await screen.press("Control+z");
  assert.equal((await screen.rows())[13].actual, "69家");
});

test("a spreadsheet's HTML is pasted; what is too wide is refused with what has no room", async (t) => {
  const screen = await form(t, { at: "indicators/13/claimed" });
  await screen.paste({ html: kept("clipboard/sheets.html"), text: "-" });
  await screen.page.getByText(/盖掉已填的/).waitFor();
  await screen.press("Escape");
  await screen.paste({ text: "5\t未偏离\t备注\t附件" });
  await screen.page.getByText("右边放不下 2 列，没有粘贴：备注、附件").waitFor();
  await screen.press("Escape");
  assert.match(await screen.focused(), /cell-input/);
  await screen.paste({ html: kept("clipboard/excel.html") });
  await screen.page.getByText(/显示为 ####/).waitFor();
  await screen.press("Escape");
  assert.equal((await screen.rows())[13].claimed, "30");
});

test("one cell fills what is selected; a block with headings goes by them into an empty form", async (t) => {
  const screen = await form(t, { at: "indicators/12/reason" });
  await screen.press("Shift+ArrowDown");
  await screen.paste({ text: "未偏离\r\n" });
  await screen.page.getByText("盖掉已填的 1 格").waitFor();
  await screen.press("Enter");
  assert.deepEqual((await screen.rows()).slice(12, 14).map((row) => row.reason), ["未偏离", "未偏离"]);

  const empty = await form(t, { at: "indicators", submission: { ...recorded("submission"), indicators: [] } });
  await empty.page.getByText("还没有指标").waitFor();
  await empty.paste({ text: "得分\t一级指标\t三级指标\n4\t产出（50分）\t合格率\n5\t\t通过率\n" });
  await empty.page.getByText("插入 2 行").waitFor();
  await empty.press("Enter");
  const rows = await empty.rows();
  assert.deepEqual(rows.map((row) => [row.level1, row.name, row.claimed]), [["产出", "合格率", "4"], ["产出", "通过率", "5"]]);

  const headings = { headings: true, fields: ["actual", "claimed"] };
  const other = await form(t, { at: "indicators/16/name", answers: { ...ANSWERS, "paste.headings": headings } });
  await other.paste({ html: kept("clipboard/wps.html") });
  await other.page.getByText("不认得的栏没有放：备查号").waitFor();
  await other.press("Escape");
  await other.paste({ text: "全年实际值\t自评分\n98%\t9.5\n" });
  await other.page.getByText("将粘贴 1 行 × 2 列，按栏目名称放。").waitFor();
  await other.press("Enter");
  assert.deepEqual([(await other.rows())[16].actual, (await other.rows())[16].claimed], ["98%", "9.5"]);
});

test("F8 goes to the next finding after the cursor; the counts are links", async (t) => {
  const screen = await form(t, { at: "indicators/8/claimed" });
  await screen.page.locator(".card").waitFor();
  await screen.press("F8");
  assert.match(await screen.name(), /录入及时性 · 实际完成值$/);
  await screen.press("F8", "F8");
  assert.match(await screen.name(), /党政机关数量 · 得分$/);
  await screen.press("Shift+F8");
  assert.match(await screen.name(), /研究报告完成时间 · 得分$/);
  await screen.page.getByText("还缺 4").click();
  assert.match(await screen.name(), /白皮书编制完成时间 · 得分$/);
  assert.match(await screen.focused(), /cell-input/);
});

test("the card: the rule's score is taken, a finding is kept and comes back when its row changes", async (t) => {
  let saw = "a13";
  const check = () => {
    const answer = recorded("check");
    for (const item of answer.items) if (item.at === "indicators/13") item.saw = saw;
    return answer;
  };
  const screen = await form(t, { answers: { ...ANSWERS, check } });
  await screen.page.getByText("需要改 1").waitFor();
  await screen.page.getByText("改为 26.54").click();
  assert.equal((await screen.rows())[13].claimed, "26.54");
  await screen.press("Control+z");
  await screen.page.getByText("保留 30").click();
  assert.deepEqual((await screen.held()).ui.kept, [{ submission: 0, at: "indicators/13", code: "score_differs", saw: "a13" }]);
  await screen.page.getByText("需要改 0").waitFor();
  assert.match(await screen.focused(), /cell-input/);
  saw = "b13";
  await screen.press("ArrowLeft");
  await screen.type("31");
  await screen.press("Enter");
  await screen.page.getByText("需要改 1").waitFor();
});

test("panels: the adjusting document, a survey", async (t) => {
  const screen = await form(t);
  await screen.page.getByText("登记批复…").click();
  await screen.type("深财绩〔2022〕8号");
  await screen.press("Tab");
  await screen.type("2022-09-01");
  await screen.press("Enter");
  const [row] = (await screen.rows()).slice(13);
  assert.deepEqual(row.adjustment, { document: "深财绩〔2022〕8号", date: "2022-09-01" });
  assert.equal(row.target_initial, "78家");
  assert.match(await screen.focused(), /cell-input/);
  await screen.page.evaluate(() => window.openForm(window.formHeld().submissions[0], "indicators/16/claimed"));
  await screen.page.getByText("填调查份数…").first().click();
  await screen.page.getByLabel("发放份数").fill("120");
  await screen.page.getByRole("button", { name: "登记", exact: true }).click();
  assert.deepEqual((await screen.rows())[16].survey, { sent: "120" });
});

test("what stands in a panel goes to its own row, however it is left; 取消 alone throws it away", async (t) => {
  const screen = await form(t);
  const { page } = screen;
  const evidence = async () => (await screen.rows())[13].evidence;
  const before = await evidence();
  await page.getByText("登记佐证…").first().click();
  await screen.type("不要的");
  await page.getByRole("button", { name: "取消" }).click();
  assert.deepEqual(await evidence(), before);
  await page.getByText("登记佐证…").first().click();
  await page.getByLabel("文号、编号").fill("3号");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("还没有写材料名称").waitFor();
  await page.getByLabel("材料名称").fill("白皮书发放签收单");
  await page.getByRole("button", { name: "插入行" }).click();
  const written = [{ name: "白皮书发放签收单", number: "3号" }];
  assert.deepEqual(await evidence(), written);
  assert.equal((await screen.rows())[14].evidence, undefined);
  assert.equal((await screen.rows()).length, 19);
  await screen.press("Control+z", "Control+z");
  assert.deepEqual(await evidence(), before);
});

test("a brought target that is changed asks once for the adjusting document", async (t) => {
  // A table of targets says nothing of where in its file a text stood.
  const submission = recorded("submission");
  submission.indicators[13] = { ...submission.indicators[13], at: undefined, known: undefined };
  const screen = await form(t, { at: "indicators/13/target", submission });
  await screen.type("70家");
  await screen.press("Enter");
  await screen.page.getByText("指标值由“78家”改为“70家”").waitFor();
  await screen.page.getByRole("button", { name: "只是更正" }).click();
  await screen.press("ArrowUp");
  await screen.type("71家");
  await screen.press("Enter");
  assert.equal(await screen.page.getByText("指标值由").count(), 0);
  assert.equal((await screen.rows())[13].target, "71家");
});

test("Ctrl+F6 goes round the regions, Tab leaves the form at its end: no trap", async (t) => {
  const screen = await form(t);
  await screen.page.locator(".card").waitFor();
  const region = () => screen.page.evaluate(() => document.activeElement.closest("[data-region]")?.dataset.region);
  const seen = [];
  for (let at = 0; at < 5; at += 1) {
    await screen.press("Control+F6");
    seen.push(await region());
  }
  assert.deepEqual(seen, ["margin", "status", "meter", "tools", "form"]);
  await screen.press("Control+End", "End", "Escape", "Tab");
  assert.notEqual(await region(), "form");
});

test("Alt+↓ goes into the card, Escape comes back; F4 opens 怎么算的", async (t) => {
  const explain = () => new Promise(() => {});
  const screen = await form(t, { answers: { ...ANSWERS, explain } });
  await screen.page.locator(".card").waitFor();
  await screen.press("Alt+ArrowDown");
  await screen.page.waitForFunction(() => document.activeElement.closest(".card") !== null);
  await screen.press("Escape");
  assert.match(await screen.focused(), /cell-input/);
  await screen.press("F4");
  await screen.page.locator(".explain, aside").first().waitFor();
  await screen.page.waitForFunction(() => document.activeElement.closest(".explain") !== null);
  // The drawer says all that the card does, and the card would cover the form.
  assert.equal(await screen.page.locator(".card").count(), 0);
  await screen.press("F8");
  assert.match(await screen.focused(), /cell-input/);
});

test("by mouse: choose, drag, open by a double click, pull the corner down", async (t) => {
  const screen = await form(t, { at: "indicators/1/points" });
  const box = async (indicator, field) => {
    const shown = await cellOf(screen, line(indicator), field).boundingBox();
    return [shown.x + shown.width / 2, shown.y + shown.height / 2];
  };
  const { mouse } = screen.page;
  await mouse.move(...(await box(1, "points")));
  await mouse.down();
  await mouse.move(...(await box(2, "claimed")), { steps: 4 });
  await mouse.up();
  assert.match(await screen.selected(), /选中 4 格，合计 18/);
  await cellOf(screen, line(2), "actual").dblclick();
  await screen.type("00");
  await screen.press("Enter");
  assert.equal((await screen.rows())[2].actual, "100");
  await mouse.click(...(await box(1, "reason")));
  const handle = await screen.page.locator(".fill-handle").boundingBox();
  await mouse.move(handle.x + 4, handle.y + 4);
  await mouse.down();
  await mouse.move(...(await box(3, "reason")), { steps: 4 });
  await mouse.up();
  assert.deepEqual((await screen.rows()).slice(1, 4).map((row) => row.reason), ["未偏离", "未偏离", "未偏离"]);
  assert.match(await screen.focused(), /cell-input/);
});

test("a file is brought into the form: what it would change is said first", async (t) => {
  const brought = recorded("submission");
  brought.indicators = [{ ...brought.indicators[13], target: "70家" }, { level1: "效益", level2: "社会效益", name: "覆盖人数", target: "1万人" }];
  const read = {
    kind: "approved", kind_words: "批复的目标表", kept_for_export: false, note: "", problems: [],
    forms: [{
      title: "信息工程质量监督", unit: "", year: 2022, set: "", set_by: "", offers: [], rows: 2, submission: brought,
      brought: ["年度指标值 2 格"], left_out: [], repairs: [], unplaced: [], secret: false,
    }],
  };
  const screen = await form(t, { answers: { ...ANSWERS, read } });
  await screen.page.getByRole("button", { name: "带入文件…" }).click();
  const choosing = screen.page.waitForEvent("filechooser");
  await screen.page.getByRole("button", { name: "选文件…" }).click();
  await (await choosing).setFiles(join(ROOT, "README.md"));
  await screen.page.getByText("换掉已填的 1 格，加 1 行。").waitFor();
  await screen.page.getByRole("button", { name: "带入", exact: true }).click();
  const rows = await screen.rows();
  assert.deepEqual([rows[13].target, rows[18].name], ["70家", "覆盖人数"]);
  await screen.press("Control+z");
  assert.equal((await screen.rows())[13].target, "78家");
});

test("sections unfold by Enter and their cells are filled in", async (t) => {
  const screen = await form(t);
  await screen.press("Control+Home", "Enter");
  await screen.press("ArrowDown");
  assert.equal(await screen.name(), "项目编码");
  await screen.page.getByText("资金使用情况").click();
  await screen.page.locator(".form-row.funds").first().waitFor();
  await screen.press("ArrowDown", "End");
  assert.equal(await screen.name(), "年度资金总额 · 得分");
  await screen.type("１０");
  await screen.press("Enter");
  assert.equal((await screen.held()).submissions[0].funds[0].claimed, "10");
});

test("while nothing is scored the form is typed in, with the plain sum of what is typed", async (t) => {
  const screen = await form(t, { answers: { ...ANSWERS, score: () => new Promise(() => {}) } });
  await screen.page.locator(".meter").getByText("99.99").waitFor();
  await screen.page.locator(".meter").getByText("正在算").first().waitFor();
  await screen.type("26.54");
  await screen.press("Enter");
  await screen.page.locator(".meter").getByText("96.53").waitFor();
  assert.equal(await screen.page.locator(".points .shape").count(), 0);
});

test("the current cell is told with its name and its margin; axe finds nothing", async (t) => {
  const screen = await form(t);
  await screen.page.getByText("需要改 1").waitFor();
  const described = await screen.page.locator(".cell-input").getAttribute("aria-describedby");
  assert.match(await screen.page.locator(`#${described}`).textContent(), /需要改.*差3.46/);
  await screen.axe();
});
