// The harness sees what a page must not do, and does to a page what a person does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fake, native, openPage } from "../harness.mjs";

const entry = "tests/support/harness_page.ts";
const hello = { version: "1", program: "p", sets: "s" };

/** A test inside a test: what `openPage` says when it ends. */
async function ending(act) {
  let close;
  const screen = await openPage({ after: (done) => (close = done) }, { entry, engine: fake({ hello }) });
  await act(screen);
  return close().then(() => "", (error) => error.message);
}

test("the engine of the test answers, recorded or in Python", async (t) => {
  const screen = await openPage(t, { entry, engine: fake({ hello }) });
  await screen.page.getByText("版本 1", { exact: true }).waitFor();
  assert.deepEqual(screen.asked.map(({ op }) => op), ["hello"]);
  const real = await openPage(t, { entry, engine: native() });
  await real.page.getByText(/版本 \d+\.\d+/).waitFor();
});

test("an engine that is loading can become ready", async (t) => {
  const screen = await openPage(t, { entry, engine: fake({ hello }, { state: { kind: "loading", step: 1, of: 3, text: "" } }) });
  await screen.page.locator("body[data-engine=loading]").waitFor();
  await screen.engineState({ kind: "ready" });
  await screen.page.getByText("版本 1", { exact: true }).waitFor();
});

test("files and folders are dropped", async (t) => {
  const screen = await openPage(t, { entry, engine: fake({ hello }) });
  await screen.drop("#main", ["page/tests/support", "README.md"]);
  await screen.page.getByText("file README.md").waitFor();
  assert.match(await screen.page.textContent("#said"), /directory support.*harness_page\.ts/);
});

test("a clipboard, an input method and a download are there", async (t) => {
  const screen = await openPage(t, { entry, engine: fake({ hello }) });
  await screen.page.focus("#field");
  assert.equal(await screen.paste({ text: "1\t2", html: "<table></table>" }), true);
  assert.equal(await screen.page.textContent("#said"), "<table></table>|1\t2");
  assert.deepEqual(await screen.copied(), { text: "一\t二", html: "" });
  await screen.compose(["s", "sh", "深"], "深圳");
  assert.equal(await screen.page.inputValue("#field"), "深圳");
  assert.equal(await screen.page.getAttribute("body", "data-composed"), "s,sh,深,深圳,");
  const [file] = await screen.downloaded(() => screen.page.getByText("下载").click());
  assert.deepEqual([file.name, file.bytes.toString()], ["表.txt", "内容"]);
  assert.equal((await screen.printed()).pages, 1);
});

test("a tab that dies leaves its store to the next", async (t) => {
  const screen = await openPage(t, { entry, engine: fake({ hello }) });
  await screen.page.evaluate(() => localStorage.setItem("kept", "一"));
  await screen.page.waitForTimeout(200);
  await screen.kill();
  await screen.reopen();
  assert.equal(await screen.page.evaluate(() => localStorage.getItem("kept")), "一");
});

test("what no page may do fails its test", async () => {
  const request = await ending(({ page }) => page.evaluate(() => fetch("http://127.0.0.1:1/x").catch(() => 0)));
  assert.match(request, /error: .*Content Security Policy|request: /);
  assert.match(await ending(({ page }) => page.evaluate(() => console.error("oh"))), /error: oh/);
  assert.match(await ending(({ page }) => page.evaluate(() => alert("hi"))), /dialog: hi/);
  const opened = await ending(async ({ page }) => {
    await page.evaluate(() => document.addEventListener("keydown", () => window.open("http://127.0.0.1:1/x")));
    await page.keyboard.press("a");
    await page.waitForTimeout(300);
  });
  assert.match(opened, /popup: /);
  assert.equal(await ending(async () => {}), "");
});

test("a picture that differs fails, and axe finds what is wrong", async (t) => {
  const screen = await openPage(t, { entry, engine: fake({ hello }) });
  await screen.page.getByText("版本 1", { exact: true }).waitFor();
  await screen.axe();
  await screen.picture("harness");
  await screen.page.evaluate(() => {
    document.getElementById("main").style.background = "#123456";
    document.getElementById("field").removeAttribute("aria-label");
  });
  await assert.rejects(screen.axe(), /label/);
  if (!process.env.RENEW) await assert.rejects(screen.picture("harness"), /differs/);
});
