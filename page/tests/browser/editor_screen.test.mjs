// The editor as it looks, against kept pictures, and what its margin says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT, fake, openPage } from "../harness.mjs";

const entry = "tests/support/editor_page.ts";
const recorded = (name) => JSON.parse(readFileSync(join(ROOT, "page/tests/support", `${name}.json`), "utf-8"));
const ANSWERS = {
  "sets.list": { sets: [] }, "form.layout": recorded("form_of_six"), score: recorded("quality_score"), check: recorded("quality_check"),
};

async function form(t, { at = "indicators/13/claimed", submission = recorded("quality"), answers = ANSWERS, ...more } = {}) {
  const screen = await openPage(t, { entry, engine: fake(answers), ...more });
  await screen.page.evaluate(([held, place]) => window.openForm(held, place), [submission, at]);
  await screen.page.locator(".cursor-frame").waitFor();
  await screen.page.locator(".margin-said").first().waitFor();
  return screen;
}

/** The recorded score with some rows, and other parts, said otherwise. */
function scored(rows, more = {}) {
  const score = recorded("quality_score");
  return { ...score, ...more, rows: score.rows.map((row) => ({ ...row, ...rows[row.at] })) };
}

const said = (screen, row) => screen.page.locator(`.form-row[aria-rowindex="${row}"] .margin-said`).textContent();

for (const size of ["laptop", "zoomed", { width: 683, height: 384, scale: 2 }]) {
  test(`the form, its margin and the card as drawn, ${size.width ?? size}`, async (t) => {
    const screen = await form(t, { size });
    await screen.page.locator(".card").waitFor();
    await screen.page.evaluate(() => document.querySelector(".form-scroller").scrollBy(0, 260));
    await screen.page.keyboard.press("ArrowDown");
    await screen.page.keyboard.press("ArrowUp");
    await screen.page.locator(".card").waitFor();
    await screen.page.waitForTimeout(200);
    await screen.axe({ except: size.width === undefined ? [] : ["region"] });
    await screen.picture("editor");
  });
}

test("a text that is not understood: what it may mean, as buttons", async (t) => {
  const unread = { rule: null, severity: "ask", word: "看不懂", line: "三个数里不知取哪个", candidates: ["69家", "9家"] };
  const answers = { ...ANSWERS, score: scored({ "indicators/12": unread }) };
  const screen = await form(t, { at: "indicators/12/actual", answers });
  assert.match(await said(screen, 17), /看不懂.*69家/);
  await screen.page.getByRole("button", { name: "69家" }).click();
  const rows = await screen.page.evaluate(() => window.formHeld().submissions[0].indicators);
  assert.equal(rows[12].actual, "69家");
});

test("a blank own score shows in grey what will be printed, and a fault stands beside its row", async (t) => {
  const submission = recorded("quality");
  delete submission.indicators[0].claimed;
  submission.indicators[1].points = "五分";
  const score = scored(
    { "indicators/0": { claimed: null, own: "4", own_status: "by_rule", word: "按规则（未填）" } },
    { typed: [{ at: "indicators/1/points", text: "五分", say: "分值“五分”不是数" }], points_say: "分值合计95，应为100", row_points: "95" },
  );
  const screen = await form(t, { submission, answers: { ...ANSWERS, score } });
  assert.equal(await screen.page.locator('.form-row[aria-rowindex="5"] .ghost').textContent(), "4");
  assert.match(await said(screen, 5), /按规则（未填）/);
  assert.match(await said(screen, 6), /分值“五分”不是数/);
  assert.match(await screen.page.locator(".sum .points-fault").textContent(), /分值合计95，应为100/);
});

test("an empty form says how to begin, and a row can be put in", async (t) => {
  const submission = { ...recorded("quality"), indicators: [] };
  const screen = await form(t, { submission, at: "indicators", answers: { ...ANSWERS, score: scored({}, { rows: [] }) } });
  await screen.page.getByText("还没有指标").waitFor();
  await screen.picture("editor-empty");
  await screen.page.getByRole("button", { name: "插入一行" }).click();
  const rows = await screen.page.evaluate(() => window.formHeld().submissions[0].indicators);
  assert.equal(rows.length, 1);
  assert.match(await screen.page.evaluate(() => document.activeElement.className), /cell-input/);
});

test("a second window can only look", async (t) => {
  const screen = await form(t);
  await screen.page.evaluate(() => window.lockForm());
  await screen.page.keyboard.type("1");
  await screen.page.keyboard.press("Enter");
  await screen.page.keyboard.press("Delete");
  const rows = await screen.page.evaluate(() => window.formHeld().submissions[0].indicators);
  assert.equal(String(rows[13].claimed), "30");
  await screen.page.getByText("只能看").first().waitFor();
});
