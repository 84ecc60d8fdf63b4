// Measure how the built page starts, beside the bare Python runtime in the same run; ratios travel.
//   node measure.mjs PAGE.html [ROUNDS]
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const BARE = 'import { loadPyodide } from "pyodide"; await loadPyodide();';
const ENGINE =
  'import { startedFrom } from "./in_node.mjs"; const python = await startedFrom(process.argv[1]);' +
  'python.runPython("from scoring.page.engine import PageEngine; PageEngine()");';
const [file, rounds = "3"] = process.argv.slice(2);
const path = resolve(file);

/** Seconds of the processor that a script takes under node. */
function processorOf(script) {
  const told = `${script} const used = process.cpuUsage(); console.log((used.user + used.system) / 1e6);`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", told, path], { cwd: import.meta.dirname });
  return Number(String(out).trim().split("\n").at(-1));
}

async function inBrowser() {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const page = await (await browser.newContext({ offline: true })).newPage();
  await page.goto(pathToFileURL(path).href, { waitUntil: "commit" });
  await page.waitForFunction(() => document.querySelector("#page")?.childElementCount > 0);
  const shown = await page.evaluate(() => performance.now());
  const paint = await page.evaluate(() => performance.getEntriesByType("paint").at(-1)?.startTime);
  await browser.close();
  return { paint, shown };
}

const least = (make) => Math.min(...Array.from({ length: Number(rounds) }, make));
const [bare, engine] = [least(() => processorOf(BARE)), least(() => processorOf(ENGINE))];
console.log(`file: ${(statSync(path).size / 1e6).toFixed(2)} MB`);
console.log(`processor, bare runtime ${bare.toFixed(2)} s, engine of the page ${engine.toFixed(2)} s: ${(engine / bare).toFixed(2)}`);
const { paint, shown } = await inBrowser();
console.log(`first paint ${Math.round(paint)} ms, screen ${Math.round(shown)} ms`);
