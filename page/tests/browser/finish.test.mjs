// 自查和下载, and 怎么算的.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fake, openPage } from "../harness.mjs";
import { ANSWERS, CHECKS, check, draft, draftFile, score, submission } from "../support/six.mjs";

async function opened(t, options = {}) {
  const { answers = {}, document = draft([submission(5)]), ...rest } = options;
  const screen = await openPage(t, { engine: fake({ ...ANSWERS, ...answers }, rest.state ? { state: rest.state } : {}), ...rest });
  await screen.drop(".start-drop", [await draftFile(document)]);
  await screen.page.getByRole("button", { name: "照这样开始" }).click();
  await screen.page.locator(".editor").waitFor();
  return screen;
}

/** As 完成并下载 does. */
async function finishing(t, options) {
  const screen = await opened(t, options);
  await screen.page.getByRole("button", { name: "完成并下载" }).click();
  await screen.page.getByRole("heading", { name: "下载", exact: true }).waitFor();
  return screen;
}

for (const size of ["laptop", "zoomed"]) {
  test(`each finding stands once in its group, beside the files (${size})`, async (t) => {
    const screen = await finishing(t, { size });
    const { page } = screen;
    await page.getByRole("heading", { name: "需要改的" }).waitFor();
    assert.equal(await page.locator(".check-item").count(), 6);
  assert.equal(await page.getByText("到这一行").count(), 6);
    await page.getByText("可以照样下载，表上不会出现任何标记。").waitFor();
    // 下年目标编制建议 is folded.
    assert.equal(await page.getByText("明年的目标表写明方向。").isVisible(), false);
    await screen.axe();
    await page.getByText("已存在本机浏览器").waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await screen.picture("finish");
  });
}

test("a finding is answered by the rule, kept, and undone", async (t) => {
  const screen = await finishing(t);
  const { page } = screen;
  await page.getByRole("button", { name: "改为 26.54" }).click();
  await page.getByText("还有 1 处需要改").waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await page.getByText("还有 1 处需要改").waitFor();
  const thought = page.getByLabel("已想好怎么答").first();
  await thought.check();
  assert.equal(await page.locator(".check-item.kept").count(), 1);
  await thought.uncheck();
  assert.equal(await page.locator(".check-item.kept").count(), 0);
});

test("several files come as one zip, with the draft in it", async (t) => {
  const screen = await finishing(t);
  const { page } = screen;
  const [zip] = await screen.downloaded(() => page.getByRole("button", { name: "下载 3 个文件" }).click());
  assert.equal(zip.name, "信息工程质量监督-自评-20260318.zip");
  const { body, files } = screen.asked.find(({ op }) => op === "export");
  assert.deepEqual([body.kinds, body.as_zip, body.also.length], [["xlsx", "explanation"], true, 1]);
  assert.equal(body.also[0].name, "信息工程质量监督.ziping-draft");
  assert.equal(JSON.parse(files[0].toString()).submissions[0].indicators[1].claimed, "30");
});

test("files of a secret project are called by its number", async (t) => {
  const screen = await finishing(t, { document: draft([submission(5, { secret: true })]) });
  await screen.page.getByText("涉密-1-自评表.xlsx").waitFor();
  const [zip] = await screen.downloaded(() => screen.page.getByRole("button", { name: "下载 3 个文件" }).click());
  const { body } = screen.asked.find(({ op }) => op === "export");
  assert.equal(body.also[0].name, "涉密-1.ziping-draft");
  assert.deepEqual(body.stems, ["涉密-1"]);
  assert.ok(zip);
});

test("where nothing is open it says so", async (t) => {
  const answers = { check: (body) => ({ ...check(body), items: [], checks: CHECKS.slice(0, 4) }) };
  const screen = await finishing(t, { answers });
  await screen.page.getByText("没有要处理的").waitFor();
  await screen.page.getByText("自评 99.99，按规则 94.41。可以交了。").waitFor();
  await screen.page.getByText("已存在本机浏览器").waitFor();
  await screen.picture("finish-all-well", { part: ".finish" });
});

test("what is wrong with the points is told, and no total is promised", async (t) => {
  const answers = {
    score: (body) => ({ ...score(body), own: { total: null, grade: "", low: "", high: "" }, own_faults: ["分值合计97.5，应为100"] }),
  };
  const screen = await finishing(t, { answers });
  await screen.page.locator(".printed").getByText("分值合计97.5，应为100").waitFor();
});

test("怎么算的 shows five steps, walks rows and gives its text", async (t) => {
  const screen = await opened(t);
  const { page } = screen;
  await page.keyboard.press("F4");
  const drawer = page.locator(".explain");
  await drawer.getByText("5 复核时会问什么，怎样能定下来").waitFor();
  await drawer.getByText("未核对原文").waitFor();
  assert.match(await drawer.locator(".cases .hit").textContent(), /其余：参考分/);
  await page.getByText("已存在本机浏览器").waitFor();
  await screen.picture("explain", { part: ".explain" });
  await screen.axe({ within: ".explain" });
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForFunction(() => document.querySelector(".explain-head p")?.textContent?.includes("第2行"));
  await page.keyboard.press("Alt+ArrowUp");
  await drawer.getByText("第1行").waitFor();
  await page.evaluate(() => {
    window.copied = [];
    navigator.clipboard.writeText = async (text) => void window.copied.push(text);
  });
  await drawer.getByRole("button", { name: "复制这段说明" }).click();
  await drawer.getByText("已复制").waitFor();
  assert.deepEqual(await page.evaluate(() => window.copied), ["信息工程质量白皮书编制完成时间\n5 × 212 ÷ 273 = 3.88"]);
  await drawer.getByRole("button", { name: "得分改为 3.88" }).click();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await page.getByText("3.88").first().waitFor();
});

test("a set that was changed since is told until the unit has looked", async (t) => {
  const answers = { score: (body) => ({ ...score(body), set_changed: body.submission.set_digest !== "shenzhen/2022-project" }) };
  const document = draft([submission(5, { set_digest: "older" })]);
  const screen = await opened(t, { answers, document });
  const { page } = screen;
  await page.getByRole("button", { name: "看改了什么" }).click();
  const dialog = page.getByRole("dialog", { name: "计分办法在您填写之后改过，请核对分值和规则。" });
  await dialog.getByText("产出50，效益30，满意度10，执行率10").waitFor();
  await screen.axe({ within: "dialog" });
  await dialog.getByRole("button", { name: "核对过了，按现在的办法" }).click();
  await page.getByRole("button", { name: "看改了什么" }).waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: "看改了什么" }).waitFor();
});

test("files go into a folder that was chosen, and none is written over unasked", async (t) => {
  const screen = await finishing(t);
  const { page } = screen;
  await page.evaluate(() => {
    window.written = {};
    const there = new Set(["信息工程质量监督-自评表.xlsx"]);
    const handle = (name) => ({
      createWritable: async () => ({ write: async (bytes) => void (window.written[name] = bytes.length), close: async () => {} }),
    });
    window.showDirectoryPicker = async () => ({
      name: "自评",
      getFileHandle: async (name, options) => {
        if (!options?.create && !there.has(name)) throw new DOMException("none", "NotFoundError");
        return handle(name);
      },
    });
  });
  await page.getByRole("button", { name: "另存到文件夹…" }).click();
  await page.getByText("这个文件夹里已有 信息工程质量监督-自评表.xlsx，还没有写。").waitFor();
  assert.deepEqual(await page.evaluate(() => window.written), {});
  await page.getByRole("button", { name: "盖掉" }).click();
  await page.getByText("已写入文件夹“自评”：3 个文件").waitFor();
  assert.equal(Object.keys(await page.evaluate(() => window.written)).length, 3);
});
