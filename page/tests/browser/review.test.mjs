// 复核 in a browser: files taken in, the queue narrowed, rows decided by keyboard, signed, kept.

import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { fake, openPage } from "../harness.mjs";
import { ANSWERS, BATCH, FINDINGS, FORMS, listOf, tracksOf } from "../support/review_answers.mjs";

async function aFile(name = "004.txt") {
  const folder = await mkdtemp(join(tmpdir(), "ziping-review-"));
  await writeFile(join(folder, name), "自评表");
  return join(folder, name);
}

/** The page on 复核 with a batch of one file read. */
async function reviewed(t, answers = {}, options = {}) {
  const screen = await openPage(t, { engine: fake({ ...ANSWERS, ...answers }), ...options });
  await screen.page.getByRole("button", { name: "复核", exact: true }).click();
  await screen.drop(".drop-zone", [await aFile()]);
  await screen.page.getByRole("button", { name: /看 \d+ 份自评表/ }).waitFor();
  return screen;
}

async function queue(t, answers, options) {
  const screen = await reviewed(t, answers, options);
  await screen.page.getByRole("button", { name: /看 \d+ 份自评表/ }).click();
  await screen.page.getByText("得分与按规则计算的不同").first().waitFor();
  return screen;
}

const rows = (page) => page.locator(".rv-list-box .windowed-row").count();
const asked = (screen, op) => screen.asked.filter((one) => one.op === op).map(({ body }) => body);

test("files are read one by one, listed with what they hold, and stopping keeps what was read", async (t) => {
  let release;
  const gate = new Promise((open) => (release = open));
  let count = 0;
  const screen = await openPage(t, {
    engine: fake({
      ...ANSWERS,
      "review.add": async (body) => {
        count += 1;
        if (count === 2) await gate;
        return ANSWERS["review.add"](body);
      },
    }),
  });
  const { page } = screen;
  await page.getByRole("button", { name: "复核", exact: true }).click();
  await screen.axe();
  const files = [];
  for (const name of ["1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx"]) files.push(await aFile(name));
  await screen.drop(".drop-zone", files);
  await page.getByText("先看 6 份自评表").waitFor();
  await page.getByRole("button", { name: "先停下" }).click();
  release();
  await page.getByText("已读 3 个，共 4 个文件").waitFor();
  assert.equal(asked(screen, "review.add").length, 2);
  assert.equal(await page.getByText("自评表 6 份").count(), 3);
  await page.getByRole("button", { name: "接着读" }).click();
  await page.getByText("共 4 个文件", { exact: true }).waitFor();
  // The first file by itself, so that something can be looked at soon; then a few in a message.
  assert.deepEqual(
    asked(screen, "review.add").map(({ files: given }) => given.map(({ name }) => name)),
    [["1.xlsx"], ["2.xlsx", "3.xlsx"], ["4.xlsx"]],
  );
});

test("a folder is walked, and every file tells its folder", async (t) => {
  const screen = await openPage(t, { engine: fake(ANSWERS) });
  await screen.page.getByRole("button", { name: "复核", exact: true }).click();
  await screen.drop(".drop-zone", ["page/tests/support"]);
  await screen.page.getByText("已读完").first().waitFor();
  const given = asked(screen, "review.add").flatMap(({ files }) => files).map((file) => `${file.folder}/${file.name}`);
  assert.ok(given.includes("support/bridge.ts"), given.join("、"));
});

test("a file that cannot be read stops nothing and says what to do", async (t) => {
  const screen = await openPage(t, {
    engine: fake({
      ...ANSWERS,
      "review.add": (body) =>
        body.files[0].name === "坏.pdf"
          ? { problems: [{ where: "坏.pdf", what: "没有文字，读不出", todo: "这是图片。请找原来的 Excel。", code: "" }] }
          : ANSWERS["review.add"](body),
    }),
  });
  const { page } = screen;
  await page.getByRole("button", { name: "复核", exact: true }).click();
  await screen.drop(".drop-zone", [await aFile("坏.pdf"), await aFile("好.txt")]);
  await page.getByText("没有文字，读不出").waitFor();
  await page.getByText("这是图片。请找原来的 Excel。").waitFor();
  await page.getByText("自评表 6 份").waitFor();
});

test("forms of no known set are chosen for once, for all that look alike", async (t) => {
  const batch = { ...BATCH, known: 0, unknown: 6 };
  const unknown = [{
    kind: "k", forms: 6, files: ["1.xls"], nearest: "广西 项目支出", note: "",
    offers: [{ id: "gx", called: "广西 项目支出", lacks: "", nearest: true }, { id: "mof", called: "全国通用", lacks: "没有资金栏", nearest: false }],
  }];
  let chosen = false;
  const screen = await reviewed(t, {
    "review.add": (body) => ({ ...ANSWERS["review.add"](body), batch }),
    "review.list": ({ forms, pending }) => ({ ...listOf(forms, pending), batch: chosen ? BATCH : batch }),
    "review.unknown": () => ({ kinds: chosen ? [] : unknown }),
    "review.choose": () => {
      chosen = true;
      return { files: [], batch: BATCH, changed: FORMS.map(({ form }) => form), gone: [], merged: null };
    },
  });
  const { page } = screen;
  await page.getByText("6 份，最接近：广西 项目支出").waitFor();
  await screen.axe();
  await page.getByRole("combobox").selectOption("mof");
  await page.getByText("6 份，最接近").waitFor({ state: "detached" });
  assert.deepEqual(asked(screen, "review.choose"), [{ kind: "k", set: "mof" }]);
});

test("the queue shows ■ and ◆ by 涉及分; facets narrow each other, a search finds the unit's words", async (t) => {
  const screen = await queue(t);
  const { page } = screen;
  assert.equal(await rows(page), 6);
  const order = await page.locator(".rv-row-title").allTextContents();
  assert.deepEqual(order.slice(0, 3), ["得分与按规则计算的不同", "比率与资金栏执行率不同", "晚于期限完成"]);
  const value = (name) => page.locator(".rv-facet-value", { hasText: name });
  assert.match(await value("提示").first().textContent(), /7/);
  await value("晚于期限完成").getByRole("checkbox").check();
  assert.equal(await rows(page), 2);
  assert.match(await value("待说明").first().textContent(), /2/);
  assert.match(await value("提示").first().textContent(), /0/);
  await page.getByRole("button", { name: "清除", exact: true }).click();
  assert.equal(await rows(page), 16);
  await page.keyboard.press("/");
  await page.keyboard.type("机构改革 白皮书");
  await page.waitForFunction(() => document.querySelectorAll(".rv-list-box .windowed-row").length === 1);
  await page.keyboard.type("无");
  await page.getByText("没有符合的问题").waitFor();
  await screen.axe();
  await page.getByRole("button", { name: "清除筛选" }).click();
  await page.getByRole("button", { name: "按项目" }).click();
  assert.equal(await page.locator(".rv-row-open").first().textContent(), "综合运维服务");
  await screen.axe();
});

test("many of one 问题 are decided at once after a preview, and taken back at once", async (t) => {
  const screen = await queue(t);
  const { page } = screen;
  for (const name of ["信息工程质量白皮书编制完成时间", "信息工程项目建设阶段数据质量监督研究报告完成时间"])
    await page.getByLabel(`勾选 信息工程质量监督 ${name}`).check();
  await page.getByText("各按各的参考分 3.88、3").waitFor();
  await screen.picture("review-queue");
  await page.getByRole("button", { name: "都按参考分" }).click();
  await page.getByRole("combobox", { name: "认定理由" }).selectOption("佐证属实");
  const dialog = page.getByRole("dialog");
  assert.match(await dialog.textContent(), /编制完成时间53\.88/);
  await screen.axe();
  await dialog.getByRole("button", { name: "照这样改" }).click();
  await page.getByText("认定进度 2 / 6").waitFor();
  await page.keyboard.press("Control+z");
  await page.getByText("认定进度 0 / 6").waitFor();
  await page.keyboard.press("Control+y");
  await page.getByText("认定进度 2 / 6").waitFor();
});

test("what is not one 问题 is not decided together, and ■ offers 按规则, ◆ 按参考分", async (t) => {
  const screen = await queue(t);
  const { page } = screen;
  await page.getByLabel("勾选 信息工程质量监督 发放白皮书的党政机关数量").check();
  await page.getByRole("button", { name: "都按规则" }).waitFor();
  await page.getByLabel("勾选 信息工程质量监督 信息工程质量白皮书编制完成时间").check();
  await page.getByText("不是同一问题").waitFor();
  assert.equal(await page.getByRole("button", { name: "都按规则" }).count(), 0);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".rv-batch").count(), 0);
});

for (const size of ["laptop", "zoomed", "large"])
  test(`a row is decided by keyboard: choice, ground, note, next (${size})`, async (t) => {
    const screen = await queue(t, {}, { size });
    const { page } = screen;
    await page.keyboard.press("Enter");
    await page.getByText("本份第 3 条，共 3 条").waitFor();
    await page.keyboard.press("1");
    await page.getByText("30 分超出规则范围，认定理由要从下面选。").waitFor();
    await page.getByText("认定后总分 98.99").waitFor();
    await page.keyboard.press("Enter");
    assert.equal(await page.getByText("本份第 3 条，共 3 条").count(), 1, "without a ground it stays");
    await page.keyboard.press("2");
    await page.waitForFunction(() => document.querySelector(".rv-ground[aria-pressed=true]")?.textContent.includes("指标值经批准调整"));
    await page.keyboard.press("Tab");
    await page.keyboard.type("深政数〔2022〕12号,调整为69家");
    // Typing brings its field into view; how far depends on when.
    await page.locator(".rv-decide").evaluate((panel) => panel.scrollTo(0, panel.scrollHeight));
    await screen.picture("review-project");
    await screen.axe();
    await page.keyboard.press("Enter");
    await page.getByText("本份第 1 条，共 3 条").waitFor();
    await page.getByText("认可申报·指标值经批准调整").waitFor();
    await page.getByText("复核（已认定 1 处，待 2 处）").waitFor();
    await page.keyboard.press("s");
    await page.getByText("本份第 2 条，共 3 条").waitFor();
    await page.keyboard.press("Control+z");
    await page.getByText("复核（已认定 0 处，待 3 处）").waitFor();
    await page.keyboard.press("o");
    await page.getByRole("dialog").getByText("697", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("PageUp");
    await page.getByText("第 5 份，共 6 份").waitFor();
  });

test("a score outside the points is refused at its field", async (t) => {
  const screen = await queue(t);
  const { page } = screen;
  await page.keyboard.press("Enter");
  await page.getByText("本份第 3 条，共 3 条").waitFor();
  await page.keyboard.press("3");
  await page.getByLabel("复核得分").fill("31");
  await page.getByText("得分不在 0 到 30 之间").waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await page.getByText("本份第 3 条，共 3 条").count(), 1);
  await page.getByLabel("复核得分").fill("27");
  await page.getByText("27 分超出规则范围").waitFor();
  await page.getByLabel("复核得分").fill("26.54");
  await page.keyboard.press("Enter");
  await page.getByText("要选认定理由。").waitFor();
});

test("single keys do nothing once they are switched off", async (t) => {
  const screen = await queue(t);
  const { page } = screen;
  await page.keyboard.press("F1");
  await page.getByRole("checkbox", { name: /单个字母/ }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.getByText("本份第 3 条，共 3 条").waitFor();
  await page.keyboard.press("1");
  assert.equal(await page.locator(".rv-choice[aria-pressed=true]").count(), 0);
  await page.keyboard.press("F8");
  await page.getByText("本份第 1 条，共 3 条").waitFor();
});

test("a round is signed without any entry; then undo does not reach behind the signature", async (t) => {
  const screen = await queue(t);
  const { page } = screen;
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "本轮签署…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "签署", exact: true }).click();
  await dialog.getByText("请填姓名和日期").waitFor();
  await dialog.getByLabel("姓名").fill("王五");
  await screen.axe();
  await dialog.getByLabel("姓名").press("Enter");
  await page.getByText("看过 18 行，没有另行认定").waitFor();
  assert.deepEqual(asked(screen, "review.sign"), [
    { forms: ["f6"], pending: [], by: "王五", at: "2026-03-18", on_behalf_of: "", role: "evaluator" },
  ]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("2");
  await page.keyboard.press("Enter");
  await page.getByText("复核（已认定 1 处，待 2 处）").waitFor();
  await page.getByRole("button", { name: "本轮签署…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "签署", exact: true }).click();
  await page.getByText("认定 1 行").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await page.waitForTimeout(200);
  assert.equal(asked(screen, "review.tracks").at(-1).pending.length, 0);
});

test("two persons who differ stand side by side until one settles it", async (t) => {
  const rival = (id, by, score) => ({
    id, kind: "ruling", word: "认定", row: "white", name: "发放白皮书的党政机关数量", by, at: "2026-03-0" + id, round: "初评",
    stage: 1, role: "evaluator", score, verified_target: null, verified_actual: null, ground: "佐证属实", note: "",
    agrees: null, say: "", evidence: "", on_behalf_of: "", standing: "待裁定", comes_to: score,
  });
  const screen = await queue(t, {
    "review.tracks": ({ form, pending }) => {
      const tracks = tracksOf(form, pending);
      return {
        ...tracks, held: true, line: { ...tracks.line, review: null, alternatives: ["94.41", "97.87"] },
        rows: tracks.rows.map((row) =>
          row.row === "white" ? { ...row, settled: "conflict", rivals: [rival("1", "张三", "26.54"), rival("2", "李四", "30")] } : row),
      };
    },
    "review.arbitrate": ({ entry }) => ({ body: entry.minutes === ""
      ? { signed: [], refused: [{ form: "f6", row: "white", name: "发放白皮书", field: "ground", what: "要由主评人裁定，或者集体会审", todo: "" }], taken: [], problems: [] }
      : { signed: [{ form: "f6", rows: 1, entries: 1, say: "已裁定", step: "feedback", step_name: "单位反馈" }], refused: [], taken: [], problems: [] } }),
  });
  const { page } = screen;
  await page.keyboard.press("Enter");
  await page.getByText("94.41 或 97.87").waitFor();
  await page.getByText("几人认定不同，待裁定").waitFor();
  await screen.axe();
  await page.getByRole("button", { name: "裁定为这一条…" }).nth(1).click();
  await page.getByRole("dialog").getByLabel("姓名").fill("赵六");
  await page.getByRole("dialog").getByRole("button", { name: "裁定", exact: true }).click();
  await page.getByText("要由主评人裁定，或者集体会审").waitFor();
  await page.getByRole("dialog").getByLabel("纪要编号").fill("财评纪〔2024〕3号");
  await page.getByRole("dialog").getByRole("button", { name: "裁定", exact: true }).click();
  await page.getByText("已裁定").waitFor();
  const { entry, by } = asked(screen, "review.arbitrate").at(-1);
  assert.deepEqual(
    [entry.act, entry.score, entry.row, entry.ground, entry.minutes, by],
    ["arbitration", "30", "white", "集体会审", "财评纪〔2024〕3号", "赵六"],
  );
});

test("ten thousand findings: a window of rows stands in the document, facets and search go on", async (t) => {
  const many = Array.from({ length: 10_000 }, (_, at) => ({
    ...FINDINGS[at % FINDINGS.length], id: `m${at}`, form: `f${(at % 6) + 1}`, name: `指标${at}`,
  }));
  const screen = await queue(t, { "review.list": ({ forms }) => ({ ...listOf(forms), findings: many.filter((one) => forms === null || forms.includes(one.form)) }) });
  const { page } = screen;
  await page.getByRole("button", { name: "清除", exact: true }).click();
  await page.getByText("10000 条").waitFor();
  assert.ok((await rows(page)) <= 30);
  await page.locator(".rv-list-box .windowed").evaluate((box) => (box.scrollTop = 66 * 5000));
  await page.waitForFunction(() => [...document.querySelectorAll("[aria-rowindex]")].some((row) => row.getAttribute("aria-rowindex") === "5002"));
  assert.ok((await rows(page)) <= 30);
  await page.getByLabel("搜索").fill("指标9999");
  await page.getByText("1 条", { exact: true }).waitFor();
});

test("the browser keeps a review over a dead tab, and nothing of one with a secret form", async (t) => {
  const screen = await queue(t);
  const { page } = screen;
  await page.keyboard.press("Enter");
  await page.getByText("本份第 3 条，共 3 条").waitFor();
  await page.keyboard.press("2");
  await page.getByText("认定后总分").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("复核（已认定 1 处，待 2 处）").waitFor();
  await page.getByText(/已存在本机浏览器/).waitFor();
  await page.waitForTimeout(2500);
  await screen.kill();
  const again = await screen.reopen();
  await again.getByRole("button", { name: "复核", exact: true }).click();
  await again.getByText("2022年度 · 深圳市政务服务数据管理局").waitFor();
  await again.getByRole("button", { name: "打开", exact: true }).click();
  await again.getByText("认定进度 1 / 6").waitFor();
  assert.deepEqual(screen.asked.filter(({ op }) => op === "review.open").map(({ files }) => files[0].toString()), ["kept"]);

  const secret = { "review.list": ({ forms, pending }) => {
    const list = listOf(forms, pending);
    return { ...list, forms: list.forms.map((form) => ({ ...form, secret: true, title: "涉密-1" })) };
  } };
  const hidden = await queue(t, secret);
  await hidden.page.getByText("不自动存（涉密）").waitFor();
  await hidden.page.waitForTimeout(2500);
  const kept = await hidden.page.evaluate(async () => {
    const names = await indexedDB.databases();
    const database = await new Promise((done) => { const ask = indexedDB.open(names[0].name); ask.onsuccess = () => done(ask.result); });
    const count = (shelf) => new Promise((done) => { const ask = database.transaction(shelf).objectStore(shelf).count(); ask.onsuccess = () => done(ask.result); });
    return [await count("review"), await count("review_files"), await count("review_versions")];
  });
  assert.deepEqual(kept, [0, 0, 0]);
});

test("the review file and the lists are handed out", async (t) => {
  const screen = await queue(t, {
    "review.export": ({ kind }) => ({ body: { files: [{ name: `${kind}.zip`, type: "application/zip", file: 0 }], notes: ["涉密的 1 份没有写出"] }, files: [Buffer.from("x")] }),
  });
  const { page } = screen;
  const [saved] = await screen.downloaded(() => page.keyboard.press("Control+s"));
  assert.equal(saved.name, "复核.ziping-review");
  await page.getByText("请按原件的要求保管").waitFor();
  await page.getByRole("button", { name: "导出 ▾" }).click();
  await screen.axe();
  const [all] = await screen.downloaded(() => page.getByRole("button", { name: "全部（zip）" }).click());
  assert.equal(all.name, "all.zip");
  await page.getByText("涉密的 1 份没有写出").waitFor();
});
