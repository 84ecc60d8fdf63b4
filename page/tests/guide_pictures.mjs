// The two pictures of the page in README and guides: `node page/tests/guide_pictures.mjs FOLDER`
// (docs/pictures/make.py calls it). The engine is the Python one of $ZIPING_PYTHON, else `python3`.

import { join } from "node:path";
import { test } from "node:test";

import { native, openPage } from "./harness.mjs";

const [folder] = process.argv.slice(2);
const SIX = "tests/corpus/seeds/004_25bc0484e45a6819.txt";
const PROJECT = "信息工程质量监督";

test("the form with what the program says beside it", async (t) => {
  const screen = await openPage(t, { engine: native() });
  await screen.drop(".drop-zone", [SIX]);
  await screen.page.getByRole("button", { name: /^照这样开始/ }).click();
  await screen.page.getByText(PROJECT).first().click();
  await screen.page.getByText("按规则26.54").waitFor({ state: "attached" });
  for (let problem = 0; problem < 4; problem += 1) await screen.page.keyboard.press("F8");
  await screen.page.getByText("得分与按规则计算的不同").first().waitFor();
  await screen.page.screenshot({ path: join(folder, "page-editor.png") });
});

test("a decision beside the original", async (t) => {
  const screen = await openPage(t, { engine: native() });
  await screen.page.getByText("复核", { exact: true }).first().click();
  await screen.drop(".drop-zone", [SIX]);
  await screen.page.getByText("看 6 份自评表").click();
  await screen.page.getByText("开始认定").click();
  await screen.page.getByText("认可申报").first().waitFor();
  await screen.page.keyboard.press("1");
  await screen.page.getByText("30 分超出规则范围").waitFor();
  await screen.page.keyboard.press("2");
  await screen.page.screenshot({ path: join(folder, "page-review.png") });
});
