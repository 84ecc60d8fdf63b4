// Nothing is lost silently: what is typed outlives the tab, two windows do not overwrite each other,
// a full store is told, and what is secret is never kept.

import assert from "node:assert/strict";
import { copyFile, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { fake, native, openPage } from "../harness.mjs";

const options = { entry: "tests/support/held_page.ts", engine: fake({}, { state: { kind: "loading", step: 1, of: 3, text: "" } }), day: null };

/** The same page under an address: a quota can be set for an origin only, and `file:` has none. */
async function addressed(screen) {
  const body = await readFile(fileURLToPath(screen.address), "utf-8");
  const origin = "http://127.0.0.1:9999";
  await screen.context.route(`${origin}/**`, (route) => route.fulfill({ body, contentType: "text/html" }));
  screen.engine = { ...screen.engine, origin };
  await screen.page.goto(`${origin}/`);
  return origin;
}

const saved = (page) => page.waitForFunction(() => window.held.state() === "saved");
const set = (page, at, to) => page.evaluate(([where, text]) => window.held.set(where, text), [at, to]);
const get = (page, at) => page.evaluate((where) => window.held.get(where), at);

test("a tab that is killed has kept the last cell that was accepted", async (t) => {
  const screen = await openPage(t, options);
  await screen.page.evaluate(() => window.held.begin("政务云"));
  await saved(screen.page);
  await set(screen.page, "unit", "大数据中心");
  await screen.page.getByText("正在存…").waitFor();
  await screen.page.getByText(/已存在本机浏览器 · \d+:\d\d/).waitFor();
  await screen.kill();
  const again = await screen.reopen();
  assert.deepEqual((await again.evaluate(() => window.held.list())).map(({ title }) => title), ["政务云 · 2022年度"]);
  await again.evaluate(() => window.held.goOn());
  await again.getByText(/已存在本机浏览器 · \d+:\d\d/).waitFor();
  assert.equal(await get(again, "unit"), "大数据中心");
  assert.equal(await again.evaluate(() => window.held.page.report.current.readOnly), false);
});

test("a second window only shows, follows, and takes over when asked", async (t) => {
  const screen = await openPage(t, options);
  const first = screen.page;
  await first.evaluate(() => window.held.begin("政务云"));
  await saved(first);
  const second = await screen.reopen();
  await second.evaluate(() => window.held.goOn());
  await second.getByText("另一个窗口正在填这一份").waitFor();
  await set(second, "unit", "不算数");
  assert.equal(await get(second, "unit"), "某局");
  await set(first, "unit", "第一个窗口");
  await second.waitForFunction(() => window.held.get("unit") === "第一个窗口");
  await set(first, "unit", "还没有存的");
  await second.getByRole("button", { name: "在这里填" }).click();
  await second.waitForFunction(() => !window.held.page.report.current.readOnly);
  assert.equal(await get(second, "unit"), "还没有存的");
  await first.getByText("另一个窗口正在填这一份").waitFor();
  await set(first, "unit", "不算数");
  await set(second, "unit", "第二个窗口");
  await saved(second);
  await first.waitForFunction(() => window.held.get("unit") === "第二个窗口");
});

test("a window that died leaves its document to the next", async (t) => {
  const screen = await openPage(t, options);
  await screen.page.evaluate(() => window.held.begin("政务云"));
  await saved(screen.page);
  await screen.kill();
  const again = await screen.reopen();
  await again.evaluate(() => window.held.goOn());
  assert.equal(await again.evaluate(() => window.held.page.report.elsewhere), false);
});

test("a full store says so, and what is typed is still there to be saved as a file", async (t) => {
  const screen = await openPage(t, { ...options, allow: ["dialog"] });
  const { page } = screen;
  const origin = await addressed(screen);
  const protocol = await screen.protocol();
  await protocol.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1024 * 1024 });
  await page.evaluate(() => window.held.begin("政务云"));
  await saved(page);
  const long = "很长的一段话".repeat(400_000);
  await set(page, "goal/achieved", long);
  await page.getByText("没有存住：浏览器的存储满了").waitFor();
  await page.getByText(/最后存住的是 \d+:\d\d。请马上另存草稿文件，再删去不用的草稿。/).waitFor();
  await page.getByRole("button", { name: "管理草稿…" }).waitFor();
  assert.equal(await page.evaluate(() => window.held.page.report.unsaved), true);
  const [file] = await screen.downloaded(() => page.keyboard.press("Control+s"));
  assert.equal(JSON.parse(file.bytes.toString()).submissions[0].goal.achieved, long);
  assert.equal(await page.evaluate(() => window.held.page.report.unsaved), false);
  await set(page, "goal/achieved", "短");
  await saved(page);
  assert.equal(await page.getByText("没有存住").count(), 0);
});

test("a window whose store is full does not give its document away", async (t) => {
  const screen = await openPage(t, { ...options, allow: ["dialog"] });
  const first = screen.page;
  const origin = await addressed(screen);
  const protocol = await screen.protocol();
  await protocol.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1024 * 1024 });
  await first.evaluate(() => window.held.begin("政务云"));
  await saved(first);
  const second = await screen.reopen();
  await second.goto(`${origin}/`);
  await second.evaluate(() => window.held.goOn());
  const long = "很长的一段话".repeat(400_000);
  await set(first, "goal/achieved", long);
  await first.getByText("没有存住：浏览器的存储满了").waitFor();
  await second.getByRole("button", { name: "在这里填" }).click();
  await second.getByText("那个窗口里有没存住的内容，没有转过来").waitFor();
  assert.equal(await second.evaluate(() => window.held.page.report.current.readOnly), true);
  assert.equal(await first.evaluate(() => window.held.page.report.current.readOnly), false);
  assert.equal(await get(first, "goal/achieved"), long);
});

test("a window that only shows closes what became secret in the other", async (t) => {
  const screen = await openPage(t, options);
  const first = screen.page;
  await first.evaluate(() => window.held.begin("某某工程"));
  await saved(first);
  const second = await screen.reopen();
  await second.evaluate(() => window.held.goOn());
  await set(first, "secret", true);
  await second.waitForFunction(() => window.held.page.report.current === null);
  assert.doesNotMatch(await second.evaluate(() => window.held.stored()), /某某/);
});

test("what was kept before the file was moved is found, and gone on with as a copy", async (t) => {
  const screen = await openPage(t, options);
  await screen.page.evaluate(() => window.held.begin("政务云"));
  await saved(screen.page);
  const moved = fileURLToPath(screen.address).replace(".html", "-第二版.html");
  await copyFile(fileURLToPath(screen.address), moved);
  const { page } = screen;
  await page.goto(pathToFileURL(moved).href);
  assert.deepEqual(await page.evaluate(() => window.held.list()), []);
  await page.evaluate(() => window.held.page.managing.set(true));
  await page.getByText("本页在别的位置时存的（1）").click();
  await page.getByRole("button", { name: "拿到这里接着填" }).click();
  await saved(page);
  assert.equal((await page.evaluate(() => window.held.list())).length, 1);
  assert.equal((await page.evaluate(() => window.held.page.report.keptElsewhere())).length, 1);
  await page.evaluate(() => window.held.page.managing.set(true));
  await page.getByRole("button", { name: "全部删除…" }).click();
  await page.getByRole("button", { name: "全部删除", exact: true }).click();
  await page.getByText("删去了2份草稿").waitFor();
  assert.doesNotMatch(await page.evaluate(() => window.held.stored()), /政务云/);
});

test("versions from before are kept beside the one of now", async (t) => {
  const { page } = await openPage(t, { ...options, day: "2026-03-18T18:32:00+08:00" });
  await page.evaluate(() => window.held.begin("政务云"));
  await saved(page);
  for (let step = 1; step <= 22; step += 1) {
    await page.clock.setFixedTime(new Date(1_774_000_000_000 + step * 180_000));
    await set(page, "unit", `第${step}次`);
    await page.evaluate(() => window.held.page.report.flush());
  }
  const versions = await page.evaluate(() => window.held.list().then(([draft]) => window.held.page.report.versions(draft.id)));
  assert.deepEqual([versions.length, versions[0].document.submissions[0].unit], [20, "第22次"]);
});

test("a project that becomes secret leaves the store at once and does not come back", async (t) => {
  const screen = await openPage(t, options);
  const { page } = screen;
  await page.evaluate(() => window.held.begin("某某工程"));
  await set(page, "unit", "某某单位");
  await saved(page);
  assert.match(await page.evaluate(() => window.held.stored()), /某某工程/);
  await set(page, "secret", true);
  await page.getByText("不自动存（涉密）").waitFor();
  assert.doesNotMatch(await page.evaluate(() => window.held.stored()), /某某/);
  await set(page, "unit", "某某二处");
  await page.evaluate(() => window.held.page.report.flush());
  assert.doesNotMatch(await page.evaluate(() => window.held.stored()), /某某/);
  assert.equal(await page.evaluate(() => window.held.page.report.unsaved), true);
  const [file] = await screen.downloaded(() => page.keyboard.press("Control+s"));
  assert.equal(file.name, "涉密-1.ziping-draft");
  assert.match(file.bytes.toString(), /某某二处/);
  assert.equal(await page.evaluate(() => window.held.page.report.unsaved), false);
  assert.deepEqual(await page.evaluate(() => Object.entries(localStorage)), []);
});

test("what the evaluator keeps and what the unit keeps are never shown to one another", async (t) => {
  const { page } = await openPage(t, options);
  await page.evaluate(() => window.held.begin("单位的"));
  await saved(page);
  assert.deepEqual(await page.evaluate(() => window.held.page.review.list()), []);
});

test("removing all says what goes, says what went, and can be taken back", async (t) => {
  const { page } = await openPage(t, options);
  await page.evaluate(() => window.held.begin("甲"));
  await saved(page);
  await page.evaluate(() => window.held.begin("乙"));
  await saved(page);
  await page.evaluate(() => window.held.page.managing.set(true));
  await page.getByRole("button", { name: "全部删除…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("甲 · 2022年度").waitFor();
  await dialog.getByText("乙 · 2022年度").waitFor();
  await dialog.getByRole("button", { name: "全部删除" }).click();
  await page.getByText("删去了2份草稿").waitFor();
  assert.doesNotMatch(await page.evaluate(() => window.held.stored()), /2022/);
  await page.getByRole("button", { name: "撤销" }).last().click();
  await page.waitForFunction(() => window.held.list().then((drafts) => drafts.length === 2));
});

test("a cell in which one is still typing is kept when the screen is left, saved or closed", async (t) => {
  const screen = await openPage(t, { ...options, engine: native(), allow: ["dialog"] });
  const { page } = screen;
  await page.evaluate(() =>
    window.held.page.engine.ask("examples", {}).then(({ body }) => window.held.beginWith(body.submissions[5])));
  const claimed = "indicators/0/claimed";
  const type = async (text) => {
    await page.evaluate((at) => window.held.goToCell(at), claimed);
    await page.getByRole("grid").waitFor();
    await page.waitForTimeout(100);
    await page.keyboard.type(text);
  };
  await type("3.5");
  await page.getByRole("navigation", { name: "工作台" }).getByRole("button", { name: "复核" }).click();
  assert.equal(await get(page, claimed), "3.5");
  await page.getByRole("navigation", { name: "工作台" }).getByRole("button", { name: "填报" }).click();
  await type("3.6");
  const [file] = await screen.downloaded(() => page.keyboard.press("Control+s"));
  assert.equal(JSON.parse(file.bytes.toString()).submissions[0].indicators[0].claimed, "3.6");
  await type("3.7");
  await page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
  assert.equal(await get(page, claimed), "3.7");
});
