// 复核 with the real engine: the six forms of seed 004 decided by keyboard, signed, saved, opened again, merged.

import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { native, openPage } from "../harness.mjs";

const SEED = "tests/corpus/seeds/004_25bc0484e45a6819.txt";

async function queue(t) {
  const screen = await openPage(t, { engine: native() });
  const { page } = screen;
  await page.getByRole("button", { name: "复核", exact: true }).click();
  await screen.drop(".drop-zone", [SEED]);
  await page.getByRole("button", { name: "看 6 份自评表" }).click();
  await page.getByText("得分与按规则计算的不同").first().waitFor();
  return screen;
}

async function sign(page, name) {
  await page.getByRole("button", { name: "本轮签署…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("姓名").fill(name);
  await dialog.getByLabel("姓名").press("Enter");
  await dialog.getByText(/看过 \d+ 行/).waitFor();
  const said = await dialog.textContent();
  await page.keyboard.press("Escape");
  return said;
}

const review = (page) => page.locator(".rv-number-review").first();

test("decided, signed and saved, the review opens again; another's is merged and both stand", async (t) => {
  const first = await queue(t);
  const { page } = first;
  assert.deepEqual(
    await page.locator(".rv-figure-value").allTextContents(),
    ["1 · 6", "1 处", "5 处", "1 份", "14 处"],
  );
  await page.keyboard.press("Enter");
  await page.getByText("本份第 3 条，共 3 条").waitFor();
  await page.getByRole("heading", { name: "发放白皮书的党政机关数量" }).waitFor();
  assert.match(await page.locator(".rv-line-here").textContent(), /700社会效益.*78家.*69家/);
  await page.keyboard.press("2");
  await page.getByText("认定后总分 96.53").waitFor();
  await page.keyboard.press("Enter");
  // The reference of a late deadline is a decision with a ground.
  await page.getByText("本份第 1 条，共 3 条").waitFor();
  await page.keyboard.press("3");
  await page.getByLabel("复核完成值").fill("8月15日");
  await page.getByText(/按规则重算：\d/).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("8");
  await page.keyboard.press("Enter");
  await page.getByText("本份第 2 条，共 3 条").waitFor();
  await page.getByText("复核（已认定 2 处，待 1 处）").waitFor();
  assert.match(await sign(page, "张三"), /信息工程质量监督：看过 19 行，另行认定 2 处/);
  await page.getByText("单位反馈 2/4").waitFor();
  const total = await review(page).textContent();
  const [saved] = await first.downloaded(() => page.keyboard.press("Control+s"));
  const file = join(await mkdtemp(join(tmpdir(), "ziping-review-")), saved.name);
  await writeFile(file, saved.bytes);

  const again = await openPage(t, { engine: native() });
  await again.page.getByRole("button", { name: "复核", exact: true }).click();
  await again.page.locator("input[accept*=ziping-review]").setInputFiles(file);
  await again.page.getByRole("button", { name: "看 6 份自评表" }).click();
  await again.page.getByText("得分与按规则计算的不同").first().waitFor();
  await again.page.keyboard.press("Enter");
  await again.page.getByText("单位反馈 2/4").waitFor();
  assert.equal(await review(again.page).textContent(), total);

  const other = await queue(t);
  await other.page.keyboard.press("Enter");
  await other.page.getByText("本份第 3 条，共 3 条").waitFor();
  await other.page.keyboard.press("1");
  await other.page.getByText("30 分超出规则范围，认定理由要从下面选。").waitFor();
  await other.page.keyboard.press("2");
  await other.page.locator(".rv-ground[aria-pressed=true]", { hasText: "指标值经批准调整" }).waitFor();
  await other.page.keyboard.press("Enter");
  await other.page.getByText("本份第 1 条，共 3 条").waitFor();
  await sign(other.page, "李四");
  await other.page.getByRole("button", { name: "问题清单" }).click();
  await other.page.getByRole("button", { name: "加入文件…" }).click();
  await other.page.locator("input[accept*=ziping-review]").setInputFiles(file);
  await other.page.getByRole("button", { name: "合并到这一批" }).click();
  await other.page.getByText("几人认定不同，待裁定").waitFor();
  await other.page.getByRole("button", { name: /信息工程质量监督 · 发放白皮书的党政机关数量/ }).click();
  await other.page.locator(".rv-rival").nth(1).waitFor();
  assert.match(await review(other.page).textContent(), /^[\d.]+ 或 [\d.]+$/);
  // Settled by a meeting, it is told as settled where it was told as open.
  await other.page.getByRole("button", { name: "裁定为这一条…" }).first().click();
  const dialog = other.page.getByRole("dialog");
  await dialog.getByLabel("纪要编号").fill("会纪〔2026〕3号");
  await dialog.getByLabel("姓名").fill("赵六");
  await dialog.getByLabel("姓名").press("Enter");
  await other.page.locator(".rv-rival").first().waitFor({ state: "detached" });
  await other.page.keyboard.press("Escape");
  assert.match(await review(other.page).textContent(), /^[\d.]+$/);
  await other.page.getByRole("button", { name: "问题清单" }).click();
  await other.page.getByText("1 行几人认定不同，都已裁定").waitFor();
});
