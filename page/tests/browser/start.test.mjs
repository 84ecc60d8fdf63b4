// 开始一份自评: files, an empty form, what was kept.

import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { fake, openPage } from "../harness.mjs";
import { ANSWERS, draft, draftFile, empty, submission } from "../support/six.mjs";

async function files(...names) {
  const folder = await mkdtemp(join(tmpdir(), "ziping-start-"));
  const paths = names.map((name) => join(folder, name));
  await Promise.all(paths.map((path) => writeFile(path, "内容")));
  return paths;
}

test("a file is shown as it was recognised before anything begins", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  const { page } = screen;
  await screen.drop(".start-drop", await files("两份.xlsx", "扫描件.pdf", "不明.xlsx"));
  const sheet = page.getByRole("region", { name: "认出来的是" });
  await sheet.getByText("没有文字，读不出").waitFor();
  await sheet.getByText("这是图片。请找原来的 Excel、Word，或者有文字的 PDF。").waitFor();
  await sheet.getByText("预算系统导出的自评表").first().waitFor();
  await sheet.getByText("复核意见一栏：不是单位填的").first().waitFor();
  await sheet.getByText("读取时校正 1 处，请与原件核对").waitFor();
  // A form without a year is no obstacle, one without a set is asked about.
  await sheet.getByText("没有写，到表上填").waitFor();
  await sheet.getByRole("button", { name: "照这样开始（2 个项目）" }).waitFor();
  await screen.axe();
  await screen.picture("start-brought");
  await sheet.getByLabel(/全国通用（财政部） · 项目支出绩效自评表 · 2020/).click();
  await sheet.getByRole("button", { name: "照这样开始（3 个项目）" }).waitFor();
  const again = screen.asked.filter(({ op, body }) => op === "read" && body.set !== undefined);
  assert.deepEqual(again.map(({ body }) => [body.given.name, body.set]), [["不明.xlsx", "mof/2020-project"]]);
  await sheet.getByRole("article", { name: "扫描件.pdf" }).getByRole("button", { name: "不要" }).click();
  await sheet.getByRole("article", { name: "不明.xlsx" }).getByRole("button", { name: "不要" }).click();
  await sheet.getByRole("button", { name: "照这样开始（2 个项目）" }).click();
  await page.getByText("个项目", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "政务数据管理" }).waitFor();
});

test("a form is found by words in any order and by initials, and begun by keyboard", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  const { page } = screen;
  const search = page.getByRole("combobox");
  await page.getByText("5 种表，按地区、表名、文号找").waitFor();
  await screen.axe();
  await search.fill("项目 深圳");
  const rows = page.getByRole("option");
  assert.deepEqual(await rows.allTextContents(), ["深圳市项目支出绩效自评表2022 · 产出50 效益30 满意度10 执行率10项目"]);
  await search.fill("sz xm");
  assert.equal(await rows.count(), 1);
  await search.fill("项目");
  // What holds everywhere comes before the other regions.
  assert.match(await rows.first().textContent(), /^全国通用/);
  await search.press("ArrowDown");
  assert.equal(await page.getByLabel("年度", { exact: true }).inputValue(), "2021");
  await screen.picture("start");
  await page.getByLabel("项目名称").fill("一个新项目");
  await page.getByRole("button", { name: "新建" }).click();
  await page.getByText("一个新项目").first().waitFor();
  // What was used stands first the next time.
  await screen.reopen();
  assert.match(await screen.page.getByRole("option").first().textContent(), /核心绩效指标/);
});

test("what was kept is gone on with, and the warning is always there", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  await screen.page.getByText("清理浏览器数据、换电脑、用无痕窗口，这里的内容会没有。").waitFor();
  await screen.drop(".start-drop", [await draftFile(draft([submission(5), empty("另一个")]))]);
  await screen.page.getByRole("button", { name: "照这样开始（2 个项目）" }).click();
  await screen.page.getByText("已存在本机浏览器", { exact: false }).waitFor();
  await screen.reopen();
  const { page } = screen;
  await page.getByText("深圳市政务服务数据管理局 · 2022年度").waitFor();
  await page.getByRole("button", { name: "接着填" }).click();
  await page.getByRole("button", { name: "信息工程质量监督" }).waitFor();
});

test("a draft of a newer program is not opened, and said so", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  await screen.drop(".start-drop", [await draftFile({ ...draft([]), schema: "ziping/draft/2" })]);
  await screen.page.getByText("这份草稿是新版程序存的，这里打不开。请用新版的文件打开。").waitFor();
  assert.equal(await screen.page.getByRole("button", { name: "照这样开始" }).isDisabled(), true);
});

test("a secret project bears a number for a name, and what holds is said once", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  await screen.drop(".start-drop", [await draftFile(draft([submission(5, { secret: true })]))]);
  const { page } = screen;
  await page.getByText("涉密-1").waitFor();
  const said = page.getByText("涉密项目只能在涉密计算机上填写和保存；本页不联网并不等于可以处理涉密内容。");
  assert.equal(await said.count(), 1);
  assert.equal(await page.getByText("信息工程质量监督").count(), 0);
});

test("the published forms can be looked at", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  await screen.page.getByRole("button", { name: "打开示例" }).click();
  await screen.page.getByText("可交 5").first().waitFor();
});
