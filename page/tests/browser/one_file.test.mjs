// The one file as officers get it: from a `file:` address, offline, with the engine in WebAssembly inside.
// CI names it in $ZIPING_PAGE; else it is page/dist/page.html (`python packaging/page/build.py`).

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";

import { build } from "esbuild";

import { ROOT, oneFile, openPage } from "../harness.mjs";

const FILE = process.env.ZIPING_PAGE ?? join(ROOT, "page/dist/page.html");
const SEED = join(ROOT, "tests/corpus/seeds/004_25bc0484e45a6819.txt");
const SET = "shenzhen/2022-project";
const skip = existsSync(FILE) || process.env.CI === "true" ? false : `no page is built: ${FILE}`;

/** The file with a script in the place of its screens, which its policy names then. */
async function withScript(t, entry) {
  const made = await build({ entryPoints: [resolve(ROOT, "page", entry)], bundle: true, write: false, format: "iife", target: "chrome109" });
  const script = made.outputFiles[0].text.replaceAll("</script", "<\\/script");
  const page = await readFile(FILE, "utf-8");
  const [, code] = [...page.matchAll(/<script>([^]*?)<\/script>/g)][1];
  const digest = (text) => createHash("sha256").update(text).digest("base64");
  const folder = await mkdtemp(join(tmpdir(), "ziping-one-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "alone.html");
  await writeFile(path, page.replace(code, () => script).replace(digest(code), () => digest(script)));
  return path;
}

async function engineAlone(t) {
  const screen = await openPage(t, { engine: oneFile(await withScript(t, "tests/engine/alone.ts")), day: null });
  await screen.page.waitForFunction(() => ["ready", "failed"].includes(window.engine?.state.kind), null, { timeout: 120_000 });
  assert.deepEqual(await screen.page.evaluate(() => window.engine.state), { kind: "ready" });
  return screen.page;
}

test("the six published tables come out of the page as the command writes them", { skip }, async (t) => {
  const out = await mkdtemp(join(tmpdir(), "ziping-command-"));
  t.after(() => rm(out, { recursive: true }));
  const python = process.env.ZIPING_PYTHON ?? "python3";
  const formats = ["xlsx", "html", "docx"];
  const command = ["-X", "utf8", "-m", "scoring", "score", SEED, "--set", SET, "-o", out, "--format", formats.join(",")];
  execFileSync(python, command, { cwd: ROOT, env: { ...process.env, PYTHONPATH: ROOT }, stdio: ["ignore", "ignore", "inherit"] });

  const page = await engineAlone(t);
  const made = await page.evaluate(
    async ([name, content, set, kinds]) => {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      const read = await window.engine.ask("read", { given: { name, file: 0 }, set }, { files: [bytes] });
      const submissions = read.body.forms.map((form) => form.submission);
      const asked = { submissions, kinds, as_zip: false };
      const answer = await window.engine.ask("export", asked);
      return answer.body.files.map(({ name: called, file }) => [called, btoa(Array.from(answer.files[file], (one) => String.fromCharCode(one)).join(""))]);
    },
    ["004.txt", (await readFile(SEED)).toString("base64"), SET, formats],
  );
  // The command calls them after the file that they came in, and writes 评分说明 beside them.
  const ofCommand = new Map((await readdir(out)).map((name) => [name.replace(/^004_[0-9a-f]+-/, ""), join(out, name)]));
  assert.equal(made.length, 6 * formats.length);
  for (const [name, content] of made) {
    assert.ok(ofCommand.has(name), `${name} is not among ${[...ofCommand.keys()].join()}`);
    assert.ok(Buffer.from(content, "base64").equals(await readFile(ofCommand.get(name))), name);
  }
});

test("an engine that is stopped is replaced, and answers again", { skip }, async (t) => {
  const page = await engineAlone(t);
  const said = await page.evaluate(async () => {
    const open = window.engine.ask("sets.list", {}).catch((error) => error.name);
    window.engine.restart();
    const again = await window.engine.ask("hello", {});
    return [await open, again.body.program];
  });
  assert.equal(said[0], "Superseded");
  assert.match(said[1], /^[0-9a-f]{64}$/);
});

test("sets and forms stand before the engine is up, and say what the engine says", { skip }, async (t) => {
  const page = await engineAlone(t);
  const [put, told] = await page.evaluate(async () => {
    const answers = JSON.parse(document.getElementById("static-answers").textContent);
    const [set] = Object.keys(answers["form.layout"]);
    const asked = [await window.engine.ask("hello", {}), await window.engine.ask("sets.list", {}), await window.engine.ask("form.layout", { set })];
    return [[answers.hello, answers["sets.list"], answers["form.layout"][set]], asked.map(({ body }) => body)];
  });
  assert.deepEqual(put, told);
});

test("a browser that is too old shows what to open the page with", { skip }, async (t) => {
  const screen = await openPage(t, { engine: oneFile(FILE), day: null });
  await screen.context.addInitScript("delete window.structuredClone");
  const page = await screen.reopen();
  await page.getByText("这个浏览器打不开本页").waitFor();
  await page.getByText("极速模式打开").waitFor();
  assert.equal(await page.locator("#page").isVisible(), false);
});
