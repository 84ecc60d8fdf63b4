// 我的项目: the list, its sums, papers of those chosen, drafts of others.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fake, openPage } from "../harness.mjs";
import { ANSWERS, draft, draftFile, empty, submission } from "../support/six.mjs";

const SIX = [0, 1, 2, 3, 4, 5].map((place) => submission(place));
const MONEY_ONLY = empty("网上办事大厅效能监督系统项目", [{ source: "年度资金总额", budget: "2500000", executed: "2371000" }]);
const LISTED = Array.from({ length: 51 }, (_, place) => empty(`清单上的项目${place + 1}`));

async function listed(t, submissions, options = {}) {
  const screen = await openPage(t, { engine: fake({ ...ANSWERS, ...options.answers }), ...options });
  await screen.drop(".start-drop", [await draftFile(draft(submissions))]);
  await screen.page.getByRole("button", { name: /照这样开始/ }).click();
  await screen.page.locator(".projects").waitFor();
  await screen.page.getByText(/^正在算/).first().waitFor({ state: "detached" });
  return screen;
}

for (const size of ["laptop", "zoomed"]) {
  test(`projects stand with their status, and amounts are added (${size})`, async (t) => {
    const screen = await listed(t, [...SIX, MONEY_ONLY, ...LISTED], { size });
    const { page } = screen;
    await page.getByText("另有 51 个项目在清单上，还没有开始。").waitFor();
    const sums = await page.locator(".project-sums").innerText();
    assert.match(sums.replaceAll(/\s+/g, " "), /合计（有指标的 6 个） 8,387\.(79|80) 8,114\.3[12] 96\.74% 平均自评 99\.02/);
    // What can be handed in is chosen until a person chooses.
    await page.getByRole("button", { name: "导出选中的 5 个" }).waitFor();
    await screen.axe();
    await page.getByText("已存在本机浏览器").waitFor();
  await screen.picture("projects");
  });
}

test("a list of 500 keeps few rows in the document, and is searched and filtered", async (t) => {
  const many = Array.from({ length: 500 }, (_, place) => submission(place % 6, { id: String(place) }));
  const screen = await listed(t, many);
  const { page } = screen;
  assert.ok((await page.locator(".project-row").count()) < 45);
  await page.getByLabel("找项目：名称、编码、单位").fill("信息 20376");
  assert.equal(await page.locator(".project-name").first().innerText().then((text) => text.split("\n")[0]), "信息工程质量监督");
  await page.getByLabel("找项目：名称、编码、单位").fill("");
  await page.getByRole("button", { name: /^待改 83/ }).click();
  assert.deepEqual([...new Set(await page.locator(".project-name .inline-link").allInnerTexts())], ["信息工程质量监督"]);
  await page.getByLabel("全选列出的项目").uncheck({ force: true }).catch(() => {});
});

test("papers of the chosen projects are exported together", async (t) => {
  const screen = await listed(t, SIX);
  const { page } = screen;
  await page.getByLabel("选中 信息工程质量监督").check();
  await page.getByLabel(/^草稿文件/).check();
  const [zip] = await screen.downloaded(() => page.getByRole("button", { name: "导出选中的 6 个" }).click());
  assert.match(zip.name, /\.zip$/);
  const { body } = screen.asked.find(({ op }) => op === "export");
  assert.deepEqual([body.submissions.length, body.kinds, body.also.length], [6, ["xlsx", "summary", "overview_text"], 1]);
});

test("the draft is exported while the engine did not start", async (t) => {
  const engine = fake(ANSWERS, { state: { kind: "failed", detail: "no memory" } });
  const screen = await openPage(t, { engine });
  const { page } = screen;
  await screen.drop(".start-drop", [await draftFile(draft(SIX))]);
  await page.getByRole("button", { name: /照这样开始/ }).click();
  await page.getByText("计分程序没有装起来").waitFor();
  await page.getByLabel("全选列出的项目").check();
  for (const paper of [/^正式表/, /^自评结果汇总表/, /^自评综述/]) await page.getByRole("checkbox", { name: paper }).uncheck();
  await page.getByLabel(/^草稿文件/).check();
  const [file] = await screen.downloaded(() => page.getByRole("button", { name: "导出选中的 6 个" }).click());
  assert.equal(file.name, "深圳市政务服务数据管理局-2022年度.ziping-draft");
});

test("empty forms are handed out for what is only on the list", async (t) => {
  const screen = await listed(t, [...SIX, ...LISTED]);
  await screen.downloaded(() => screen.page.getByRole("button", { name: "导出空表分给各处填写" }).click());
  const { body } = screen.asked.find(({ op }) => op === "export");
  assert.deepEqual([body.submissions.length, body.kinds], [51, ["fill_in"]]);
});

test("another's draft is merged as chosen, and taken back by 撤销", async (t) => {
  const screen = await listed(t, [SIX[0], SIX[1], SIX[5]]);
  const { page } = screen;
  const theirs = submission(5);
  theirs.indicators[1] = { ...theirs.indicators[1], actual: "70家", reason: "又送到一家" };
  const file = await draftFile(draft([SIX[1], theirs, SIX[3]], { id: "f".repeat(24) }), "那边");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "合并他人的草稿…" }).click()]);
  await chooser.setFiles(file);
  await page.getByText("两边都改过的 1 个，只有那边有的 1 个，一样的 1 个").waitFor();
  await screen.axe();
  await page.getByText("已存在本机浏览器").waitFor();
  await screen.picture("merge");
  const merge = page.getByRole("button", { name: "合并", exact: true });
  assert.equal(await merge.isDisabled(), true);
  await page.getByRole("radio").nth(1).check();
  await page.getByText("还有 1 处没有选留哪边的。").waitFor();
  assert.equal(await merge.isDisabled(), true);
  await page.getByRole("radio").nth(2).check();
  await merge.click();
  // The project of the other was not ticked.
  await page.getByText("3", { exact: true }).first().waitFor();
  assert.equal(await page.getByRole("button", { name: "综合运维服务" }).count(), 0);
  const last = () => screen.asked.findLast(({ op, body }) => op === "check" && body.submission.project.name === "信息工程质量监督");
  await page.waitForTimeout(600);
  assert.deepEqual(last().body.submission.indicators[1].actual, "70家");
  assert.deepEqual(last().body.submission.indicators[1].reason, "涉及部分单位机构改革");
  await page.keyboard.press("Control+z");
  await page.waitForTimeout(600);
  await page.getByRole("button", { name: "信息工程质量监督" }).click();
  await page.getByText("69家").first().waitFor();
});

test("a secret project bears a number in the list and has no 综述", async (t) => {
  const screen = await listed(t, [SIX[0], submission(5, { secret: true })]);
  const { page } = screen;
  await page.getByRole("button", { name: "涉密-1" }).waitFor();
  assert.equal(await page.getByText("信息工程质量监督", { exact: true }).count(), 0);
  assert.equal(await page.getByText("440300211311500020376").count(), 0);
  await page.getByText("涉密项目不进汇总表和综述。").first().waitFor();
  await page.getByText("不自动存（涉密）").waitFor();
});

test("names copied from Excel become empty forms, after they were shown", async (t) => {
  const screen = await listed(t, SIX);
  const { page } = screen;
  await page.getByRole("button", { name: "从项目清单新建…" }).click();
  const list = "序号\t项目名称\t项目编码\t实施单位\n1\t甲项目\t440300221311537200001\t某局\n2\t乙项目\t440300221311537200002\t某局\n";
  await page.getByRole("textbox", { name: "项目清单" }).fill(list);
  await page.getByRole("cell", { name: "乙项目" }).waitFor();
  await screen.axe();
  await screen.picture("projects-from-list");
  await page.getByRole("button", { name: "新建 2 个" }).click();
  await page.getByLabel("找项目：名称、编码、单位").fill("200002");
  await page.getByRole("button", { name: "乙项目" }).waitFor();
  await page.locator("body").click();
  await page.keyboard.press("Control+z");
  await page.getByText("没有符合的项目").waitFor();
});
