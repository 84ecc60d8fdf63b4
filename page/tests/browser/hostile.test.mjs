// Names, texts and files that mean harm: nothing of them runs, nothing leaves, and a person sees letters.
// That no request, dialog or error comes is seen by the harness in each of these tests.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { native, openPage, ROOT } from "../harness.mjs";

const RUN = "document.documentElement.dataset.ran='yes'";
/** Texts that would do something where a page took them for more than letters. */
const TEXTS = {
  script: `<script>${RUN}</script>`,
  image: `<img src=x onerror="${RUN}">`,
  drawing: `<svg onload="${RUN}"><use href="#x"/></svg>`,
  frame: `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  link: `<a href="javascript:${RUN}">点我</a>`,
  broken: `"><b onmouseover=${RUN}>'\`\${7*7}{{7*7}}`,
  end: `</textarea></td></style></script><script>${RUN}</script>`,
  style: `<style>*{display:none}</style>`,
  refresh: `<meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">`,
  comment: `<!-- --!><![CDATA[`,
  formula: `=HYPERLINK("http://127.0.0.1:1/","点")`,
  reversed: `可执行\u202e文件\u202c名`,
  hidden: `零\u200b宽\u00ad连`,
};
const ALL = Object.values(TEXTS);

function submission(texts = ALL) {
  const [first = "", ...rest] = texts;
  return {
    schema: "ziping/submission/1",
    set: "mof/2020-project",
    year: 2024,
    project: { name: first, code: rest[0] ?? "" },
    unit: rest[1] ?? "",
    money_unit: "元",
    head: { responsible: first, phone: first, filled_by: first, opinion: texts.join("") },
    goal: { expected: texts.join("\n"), achieved: texts.join("\n") },
    funds: [{ source: "年度资金总额", initial: "100", budget: "100", executed: "90", claimed: "9", reason: first }],
    indicators: texts.map((text, at) => ({
      level1: "产出", level2: "数量", name: text, target: text, actual: text, points: "5", claimed: "5",
      reason: text, unit: text, id: `row-${at}`, evidence: [{ name: text, number: text, page: text }],
    })),
  };
}

function draft(submissions) {
  return JSON.stringify({ schema: "ziping/draft/1", id: "hostile", submissions, ui: { kept: [] }, exports: [] });
}

/** The whole page with the engine in Python; a draft is open where one is given. */
async function opened(t, text, options = {}) {
  const screen = await openPage(t, { entry: "tests/support/held_page.ts", engine: native(), size: "large", ...options });
  if (text !== undefined) await screen.page.evaluate((given) => window.held.openFile("稿.ziping-draft", given), text);
  return screen;
}

async function nothingRan(screen) {
  await screen.page.waitForTimeout(150);
  for (const frame of screen.page.frames()) {
    assert.equal(await frame.evaluate(() => document.documentElement.dataset.ran), undefined, frame.url());
  }
  // Nothing that a text named has become a part of the page.
  const made = await screen.page.evaluate(() => document.querySelectorAll(
    "img[src=x], #page script, body style, meta[http-equiv=refresh], a[href^=javascript], [onerror], [onload], [onmouseover], iframe[srcdoc]:not([title=打印的表][sandbox])",
  ).length);
  assert.equal(made, 0);
}

test("texts in every cell of a form are letters in the editor", async (t) => {
  const screen = await opened(t, draft([submission()]));
  const { page } = screen;
  await page.getByRole("grid").first().waitFor();
  const shown = await page.locator("body").innerText();
  for (const name of ["script", "image", "formula", "frame", "link"]) assert.ok(shown.includes(TEXTS[name]), name);
  await page.keyboard.press("F8");
  await page.keyboard.press("F2");
  await page.keyboard.press("Escape");
  await nothingRan(screen);
});

test("texts are letters on every other screen of the unit", async (t) => {
  // The frame of the print refuses every script, that of the fixed clock too.
  const allow = [/Blocked script execution/];
  const screen = await opened(t, draft([submission(), submission([...ALL].reverse())]), { allow });
  const { page } = screen;
  await page.evaluate(() => window.held.page.routes.navigate({ place: "report", screen: "projects" }));
  await page.getByText(TEXTS.script).first().waitFor();
  // Marks that turn the writing round are seen, and turn nothing.
  await page.getByText("可执行[U+202E]文件[U+202C]名").first().waitFor();
  await nothingRan(screen);
  await page.evaluate(() => window.held.page.routes.navigate({ place: "report", screen: "start" }));
  await page.getByText("2个项目").first().waitFor();
  await nothingRan(screen);
  for (const name of ["finish", "print"]) {
    await page.evaluate((shown) => window.held.page.routes.navigate({ place: "report", screen: shown, submission: 0 }), name);
    await page.waitForTimeout(1500);
    await nothingRan(screen);
  }
  await page.evaluate(() => window.held.page.routes.navigate({ place: "report", screen: "editor", submission: 0, at: "indicators/1", explain: true }));
  await page.waitForTimeout(800);
  await nothingRan(screen);
});

test("the name of a draft is letters, in what is said of it and as a file", async (t) => {
  const screen = await opened(t);
  const { page } = screen;
  for (const text of ALL) await page.evaluate((name) => window.held.openFile(`${name}.ziping-draft`, "[]"), text);
  await page.getByText(TEXTS.image, { exact: false }).first().waitFor();
  await nothingRan(screen);
  await page.evaluate((given) => window.held.openFile("稿.ziping-draft", given), draft([submission()]));
  const [file] = await screen.downloaded(() => page.keyboard.press("Control+s"));
  assert.match(file.name, /^[^<>:"/\\|?*\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+$/);
  assert.match(file.name, /\.ziping-draft$/);
});

test("a draft that nests very deeply, is cut off or no draft is refused in words", async (t) => {
  const screen = await opened(t);
  const { page } = screen;
  const deep = `{"schema":"ziping/draft/1","submissions":${"[".repeat(100_000)}`;
  const wrong = {
    deep, cut: draft([submission()]).slice(0, -40), text: "不是", empty: "", number: "7", none: "null",
    hidden: `{"schema":"ziping/draft/1","submissions":[],"__proto__":{"polluted":true}}`,
    cells: draft([{ ...submission(), indicators: [{ name: { toString: 1 } }] }]),
    list: draft({ length: 3 }),
  };
  for (const [name, text] of Object.entries(wrong)) {
    const taken = await page.evaluate(([called, given]) => window.held.openFile(`${called}.ziping-draft`, given), [name, text]);
    assert.equal(taken, false, name);
  }
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  assert.equal(await page.evaluate(() => window.held.page.report.current), null);
});

test("a cell of a hundred thousand letters and a form of a thousand rows can be shown and left", async (t) => {
  const long = "很长的原因".repeat(20_000);
  const rows = Array.from({ length: 1000 }, (_, at) => ({ level1: "产出", level2: "数量", name: `指标${at}`, target: "≥1", actual: "1", points: "0.1", reason: at === 0 ? long : "" }));
  const screen = await opened(t, draft([{ ...submission([]), indicators: rows }]));
  await screen.page.getByRole("grid").first().waitFor();
  await screen.page.evaluate(() => window.held.set("indicators/3/actual", "2"));
  assert.equal(await screen.page.evaluate(() => window.held.get("indicators/3/actual")), "2");
  await nothingRan(screen);
});

test("a block that is pasted with scripts in it is texts", async (t) => {
  const screen = await opened(t, draft([submission(["一", "二", "三"])]));
  const { page } = screen;
  await page.getByRole("grid").first().waitFor();
  const cell = page.locator('[role="gridcell"], td').filter({ hasText: /^一$/ }).first();
  await cell.click();
  const html = `<html><body onload="${RUN}"><style>td{}</style><table><tr><td>${TEXTS.image}<b>甲</b></td></tr></table>` +
    `<script>${RUN}</script><img src="http://127.0.0.1:1/x.png"><link rel=stylesheet href="http://127.0.0.1:1/x.css"></body></html>`;
  await screen.paste({ html, text: "甲" });
  await nothingRan(screen);
});

/** A folder of hostile files of every kind. */
async function hostileFiles(t) {
  const folder = await mkdtemp(join(tmpdir(), "ziping-hostile-"));
  t.after(() => rm(folder, { recursive: true }));
  const script = join(ROOT, "page/tests/support/hostile_files.py");
  const made = spawnSync(process.env.ZIPING_PYTHON ?? "python3", ["-X", "utf8", script, folder], { encoding: "utf-8" });
  assert.equal(made.status, 0, made.stderr);
  return (await readdir(folder)).map((name) => join(folder, name));
}

test("hostile files that are dropped to be filled in are told or read, and none runs", async (t) => {
  const files = await hostileFiles(t);
  const screen = await opened(t);
  const { page } = screen;
  await screen.drop(".start-drop", files);
  const sheet = page.getByRole("region", { name: "认出来的是" });
  await sheet.getByText("正在读").first().waitFor({ state: "detached", timeout: 120_000 }).catch(() => {});
  await page.waitForFunction((count) => document.querySelectorAll("article").length >= count, files.length - 1, { timeout: 120_000 });
  await sheet.getByText("<img src=x", { exact: false }).first().waitFor();
  assert.equal(await page.evaluate(() => document.body.innerText.includes("\u202e")), false);
  await nothingRan(screen);
});

test("hostile files that are dropped for review are told or read, and none runs", async (t) => {
  const files = await hostileFiles(t);
  const screen = await opened(t);
  const { page } = screen;
  await page.getByText("复核", { exact: true }).first().click();
  await screen.drop(".rv-drop", files);
  await page.getByText("申报.json").first().waitFor({ timeout: 120_000 });
  await page.waitForTimeout(8000);
  await screen.picture("hostile-review").catch(() => {});
  await nothingRan(screen);
});
