// The form as it is printed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fake, native, openPage } from "../harness.mjs";
import { ANSWERS, draft, draftFile, submission } from "../support/six.mjs";

// The frame has no scripts: those of a form and those of the tests' own tools are refused, and the
// browser says so.
const REFUSED = /Blocked script execution/;

async function opened(t, options = {}) {
  const screen = await openPage(t, { engine: fake(ANSWERS), allow: [REFUSED], ...options });
  await screen.page.addInitScript(() => {
    window.printed = 0;
    window.print = () => window.top.printed++;
  });
  await screen.page.reload();
  await screen.drop(".start-drop", [await draftFile(draft([submission(5)]))]);
  await screen.page.getByRole("button", { name: "照这样开始" }).click();
  await screen.page.locator(".editor").waitFor();
  return screen;
}

test("Ctrl+P prints the form from the editor and from the self-check, once", async (t) => {
  const screen = await opened(t);
  const { page } = screen;
  await page.keyboard.press("Control+p");
  await page.getByRole("heading", { name: "检查" }).waitFor();
  await page.waitForFunction(() => window.printed === 1);
  await page.keyboard.press("Control+p");
  await page.waitForFunction(() => window.printed === 2);
  await page.goBack();
  await page.getByRole("button", { name: "完成并下载" }).click();
  await page.keyboard.press("Control+p");
  await page.waitForFunction(() => window.printed === 3);
});

test("the form stands in a frame in which nothing runs, as the engine made it", async (t) => {
  const screen = await opened(t);
  const { page } = screen;
  await page.getByRole("button", { name: "自查清单" }).click();
  await page.getByRole("button", { name: "打印预览" }).click();
  const frame = page.frameLocator("iframe");
  await frame.getByText("项目支出绩效自评表").waitFor();
  assert.equal(await page.locator("iframe").getAttribute("sandbox"), "allow-same-origin allow-modals");
  assert.equal(await page.title(), "绩效自评");
  assert.equal(await page.evaluate(() => document.querySelector("iframe").contentDocument.title), "表");
  await page.getByText("已存在本机浏览器").waitFor();
  await screen.picture("print");
  await screen.axe({ within: ".print-side" });
  await page.getByLabel("留签字、盖章处").uncheck();
  await frame.getByText("负责人：").waitFor({ state: "hidden" });
  await page.getByLabel("A4 横向").check();
  assert.match(await page.locator("iframe").getAttribute("srcdoc"), /size: A4 landscape/);
});

test("each of the six published forms is printed on one page, as the screen says", async (t) => {
  const screen = await openPage(t, { engine: native(), allow: [REFUSED] });
  const { page } = screen;
  await page.getByRole("button", { name: "打开示例" }).click();
  const names = await page.locator(".project-name .inline-link").allInnerTexts().then(async (found) => {
    if (found.length > 0) return found;
    await page.locator(".project-name .inline-link").nth(5).waitFor({ timeout: 60_000 });
    return page.locator(".project-name .inline-link").allInnerTexts();
  });
  assert.equal(names.length, 6);
  for (const name of names) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.locator(".editor").waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "完成并下载" }).click();
    await page.getByRole("button", { name: "打印预览" }).click();
    await page.frameLocator("iframe").getByText(name, { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText(/现 \d+%，1 页/).waitFor();
    await page.getByText("没有截断的格").waitFor();
    await page.getByText("总分与签字同页").waitFor();
    // What the browser would print of the frame, by itself.
    const html = await page.evaluate(() => document.querySelector("iframe").contentDocument.documentElement.outerHTML);
    const alone = await screen.context.newPage();
    screen.opened.add(alone);
    await alone.setContent(`<!DOCTYPE html>${html}`);
    const pdf = await alone.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length, 1, name);
    await alone.close();
    await page.getByRole("button", { name: "我的项目" }).click();
  }
});
