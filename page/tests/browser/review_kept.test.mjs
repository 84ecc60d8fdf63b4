// What a person decided or signed is never lost: the tab dies between two writes, the engine begins anew,
// another window takes the review over.

import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { fake, openPage } from "../harness.mjs";
import { ANSWERS } from "../support/review_answers.mjs";

async function aFile(name) {
  const folder = await mkdtemp(join(tmpdir(), "ziping-review-"));
  await writeFile(join(folder, name), "自评表");
  return join(folder, name);
}

async function read(screen, names) {
  await screen.page.getByRole("button", { name: "复核", exact: true }).click();
  const files = [];
  for (const name of names) files.push(await aFile(name));
  await screen.drop(".drop-zone", files);
  await screen.page.getByText("已读完").first().waitFor();
}

async function decided(page) {
  await page.getByRole("button", { name: /看 \d+ 份自评表/ }).click();
  await page.getByText("得分与按规则计算的不同").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".rv-decide-name").first().waitFor();
  await page.keyboard.press("2");
  await page.getByText(/认定后总分/).waitFor();
  await page.keyboard.press("Enter");
}

const asked = (screen, op) => screen.asked.filter((one) => one.op === op);
const settle = (page) => page.waitForTimeout(1000);

test("a tab that dies while a signature is being kept has the decisions still", async (t) => {
  let saved = 0;
  const screen = await openPage(t, {
    engine: fake({
      ...ANSWERS,
      "review.save": (body) => {
        saved += 1;
        return saved === 1 ? ANSWERS["review.save"](body) : new Promise(() => {});
      },
    }),
    allow: ["error"],
  });
  const { page } = screen;
  await read(screen, ["1.xlsx"]);
  while (saved === 0) await page.waitForTimeout(100);
  await decided(page);
  await settle(page);
  await page.getByRole("button", { name: "本轮签署…" }).click();
  await page.getByLabel("姓名").fill("张三");
  await page.keyboard.press("Enter");
  while (saved === 1) await page.waitForTimeout(100);
  // Long enough that the document would have been kept without them.
  await settle(page);
  await screen.kill();
  const again = await screen.reopen();
  await again.getByRole("button", { name: "复核", exact: true }).click();
  await again.getByRole("button", { name: "打开", exact: true }).click();
  await again.getByText("得分与按规则计算的不同").first().waitFor();
  const listed = asked(screen, "review.list").at(-1).body.pending;
  assert.equal(listed.length, 1);
});

test("an engine that begins anew is given the review before anything is kept of it, and reads what it lost", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  await read(screen, ["1.xlsx"]);
  while (asked(screen, "review.save").length === 0) await screen.page.waitForTimeout(100);
  await screen.drop(".drop-zone", [await aFile("2.xlsx")]);
  await screen.page.getByText("已读完").first().waitFor();
  const before = screen.asked.length;
  await screen.engineState({ kind: "loading", step: 0, of: 3, text: "" });
  await screen.page.waitForTimeout(2000);
  await screen.engineState({ kind: "ready" });
  while (asked(screen, "review.save").length === 1) await screen.page.waitForTimeout(100);
  const told = screen.asked.slice(before).map(({ op, body }) => (op === "review.add" ? body.files[0].name : op));
  assert.ok(told.indexOf("review.open") < told.indexOf("2.xlsx"), told.join(" "));
  assert.ok(told.indexOf("2.xlsx") < told.indexOf("review.save"), told.join(" "));
});

test("a window that takes a review over takes what the other had signed", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  const first = screen.page;
  await read(screen, ["1.xlsx"]);
  while (asked(screen, "review.save").length === 0) await first.waitForTimeout(100);
  await settle(first);
  const second = await screen.reopen();
  await second.getByRole("button", { name: "复核", exact: true }).click();
  await second.getByRole("button", { name: "打开", exact: true }).click();
  await second.getByText("得分与按规则计算的不同").first().waitFor();
  await second.keyboard.press("Enter");
  // It only looks on: no act that bears a name can be done here.
  assert.ok(await second.getByRole("button", { name: "本轮签署…" }).isDisabled());
  await second.getByRole("button", { name: /初评 1\/4/ }).click();
  assert.ok(await second.getByRole("button", { name: "指派…" }).isDisabled());
  await second.keyboard.press("Escape");
  const opened = asked(screen, "review.open").length;
  await decided(first);
  await first.getByRole("button", { name: "本轮签署…" }).click();
  await first.getByLabel("姓名").fill("张三");
  await first.keyboard.press("Enter");
  await first.getByText(/认定 1 行/).waitFor();
  await settle(second);
  assert.ok(asked(screen, "review.open").length > opened, "what was signed reaches the window that looks on");
  const followed = asked(screen, "review.open").length;
  await second.getByRole("button", { name: "在这里填" }).click();
  await settle(second);
  assert.ok(asked(screen, "review.open").length > followed, "and the window that takes the review over");
  assert.equal(await second.getByRole("button", { name: "本轮签署…" }).isDisabled(), false);
});

test("a file that is no review leaves the desk as it is", async (t) => {
  const screen = await openPage(t, {
    engine: fake({
      ...ANSWERS,
      "review.open": { problems: [{ where: "坏", what: "这不是复核文件", todo: "请另选。", code: "" }] },
    }),
  });
  await read(screen, ["1.xlsx"]);
  await screen.page.locator("input[accept*=ziping-review]").setInputFiles(await aFile("坏.ziping-review"));
  await screen.page.getByRole("button", { name: /另开|换成|不合并/ }).first().click();
  await screen.page.getByText("这不是复核文件").waitFor();
  await screen.page.getByRole("button", { name: /看 \d+ 份自评表/ }).waitFor();
});
