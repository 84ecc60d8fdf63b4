// The frame says where one is, whether it is kept, and that nothing leaves; everything by keyboard.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";

import { fake, openPage } from "../harness.mjs";

const loading = fake({}, { state: { kind: "loading", step: 2, of: 3, text: "" } });
const options = { entry: "tests/support/held_page.ts", engine: loading };

test("the engine's way is shown, and the form can be typed before it is there", async (t) => {
  const screen = await openPage(t, options);
  const { page } = screen;
  await page.getByText("第2步，共3步").waitFor();
  await page.getByText("表已经可以填；得分过一会儿出现。").waitFor();
  await page.evaluate(() => window.held.begin("政务云"));
  await page.evaluate(() => window.held.set("unit", "某局"));
  await screen.engineState({ kind: "failed", detail: "没有 WebAssembly" });
  await page.getByText("计分程序没有装起来").waitFor();
  await page.getByRole("button", { name: "再试一次" }).waitFor();
  const [file] = await screen.downloaded(() => page.locator(".notice").getByRole("button", { name: "另存草稿文件" }).click());
  assert.equal(file.name, "政务云.ziping-draft");
});

test("the path leads back, and 后退 of the browser goes one screen back", async (t) => {
  const { page } = await openPage(t, options);
  await page.evaluate(() => window.held.begin("政务云"));
  const path = page.getByRole("navigation", { name: "位置" });
  await path.getByText("政务云").waitFor();
  await path.getByRole("button", { name: "我的项目" }).click();
  await path.getByText("政务云 · 2022年度").waitFor();
  await page.goBack();
  await path.getByText("政务云").waitFor();
  const screens = page.getByRole("navigation", { name: "工作台" });
  await screens.getByRole("button", { name: "复核" }).click();
  await path.getByText("新的复核").waitFor();
  await screens.getByRole("button", { name: "填报" }).click();
  await path.getByText("政务云").waitFor();
});

test("help opens by F1 with all keys, gives the focus back, and switches single keys off for good", async (t) => {
  const screen = await openPage(t, options);
  const { page } = screen;
  await page.getByRole("button", { name: "填报" }).focus();
  await page.keyboard.press("F1");
  const help = page.getByRole("dialog", { name: "帮助" });
  for (const words of ["另存文件（草稿或者复核）", "插入一行、删除一行", "勾选"]) await help.getByText(words).waitFor();
  await help.getByRole("checkbox").uncheck();
  await screen.axe();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "填报");
  const again = await screen.reopen();
  assert.equal(await again.evaluate(() => window.held.page.singleKeys.now), false);
});

test("a change is taken back by Ctrl+Z outside of a text, and said what it was", async (t) => {
  const { page } = await openPage(t, options);
  await page.evaluate(() => window.held.begin("政务云"));
  await page.evaluate(() => window.held.set("unit", "二局"));
  await page.getByRole("button", { name: "复核" }).focus();
  assert.equal(await page.evaluate(() => window.held.page.report.current.canUndo), "填");
  await page.keyboard.press("Control+z");
  assert.equal(await page.evaluate(() => window.held.get("unit")), "某局");
  await page.keyboard.press("Control+y");
  assert.equal(await page.evaluate(() => window.held.get("unit")), "二局");
});

test("a file that is dropped beside its place leaves the page where it is", async (t) => {
  const screen = await openPage(t, options);
  await screen.drop(".top-bar", ["README.md"]);
  await screen.page.waitForTimeout(300);
  assert.equal(screen.page.url(), screen.address);
});

test("a draft file opens as it was saved; one of a newer program and a broken one say so", async (t) => {
  const screen = await openPage(t, options);
  const { page } = screen;
  await page.evaluate(() => window.held.begin("政务云"));
  await page.evaluate(() => window.held.set("goal/achieved", "达到"));
  const [file] = await screen.downloaded(() => page.keyboard.press("Control+s"));
  await screen.kill();
  const again = await screen.reopen();
  const open = (text) => again.evaluate((whole) => window.held.openFile("某.ziping-draft", whole), text);
  assert.equal(await open(file.bytes.toString()), true);
  assert.equal(await again.evaluate(() => window.held.get("goal/achieved")), "达到");
  assert.equal(await open('{"schema": "ziping/draft/7"}'), false);
  await again.getByText("这份草稿是新版程序存的，这里打不开。请用新版的文件打开。").waitFor();
  assert.equal(await open('{"schema": "ziping/draft/1", "submissions": 3}'), false);
  await again.getByText("某.ziping-draft：打不开").waitFor();
  await again.getByText("submissions：应当是一列项目").waitFor();
  assert.equal(await again.evaluate(() => window.held.get("goal/achieved")), "达到");
});

test("a draft file that differs from what the browser keeps leaves both", async (t) => {
  const screen = await openPage(t, options);
  const { page } = screen;
  await page.evaluate(() => window.held.begin("政务云"));
  const [file] = await screen.downloaded(() => page.keyboard.press("Control+s"));
  await page.evaluate(() => window.held.set("unit", "后来改的"));
  await page.getByText(/已存在本机浏览器/).waitFor();
  await page.evaluate((text) => window.held.openFile("某.ziping-draft", text), file.bytes.toString());
  await page.getByText(/已存在本机浏览器/).waitFor();
  assert.equal(await page.evaluate(() => window.held.get("unit")), "某局");
  assert.equal((await page.evaluate(() => window.held.list())).length, 2);
  assert.match(await page.evaluate(() => window.held.stored()), /后来改的/);
});

for (const size of ["laptop", "zoomed"]) {
  test(`the top bar looks as drawn (${size})`, async (t) => {
    const screen = await openPage(t, { ...options, size });
    const { page } = screen;
    await page.evaluate(() => window.held.begin("信息工程质量监督"));
    await page.getByText(/已存在本机浏览器 · 18:32/).waitFor();
    await screen.picture("frame", { part: ".top-bar" });
    await page.keyboard.press("F1");
    await screen.picture("help", { part: "dialog" });
  });
}

test("a folder that is dropped brings its files with the folders in which they lie, in order", async (t) => {
  const nothing = { kind: "nothing", kind_words: "认不出", forms: [], kept_for_export: false, note: "", problems: [] };
  const screen = await openPage(t, { ...options, engine: fake({ "sets.list": { sets: [] }, read: nothing }) });
  const folder = await mkdtemp(join(tmpdir(), "各单位-"));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "二局", "附件"), { recursive: true });
  for (const name of ["乙.xlsx", "甲.xlsx", "二局/丙.docx", "二局/附件/丁.pdf"]) await writeFile(join(folder, name), name);
  await screen.drop(".start-drop", [folder, "README.md"]);
  await screen.page.getByText("README.md").waitFor();
  await screen.page.waitForFunction(() => !document.getElementById("page").textContent.includes("正在读"));
  const read = screen.asked.filter(({ op }) => op === "read").map(({ body, files }) => [body.given.folder, body.given.name, files[0].toString()]);
  const top = basename(folder);
  assert.deepEqual(read.slice(0, 4), [
    [top, "乙.xlsx", "乙.xlsx"],
    [`${top}/二局`, "丙.docx", "二局/丙.docx"],
    [`${top}/二局/附件`, "丁.pdf", "二局/附件/丁.pdf"],
    [top, "甲.xlsx", "甲.xlsx"],
  ]);
  assert.equal(read.length, 5);
});
