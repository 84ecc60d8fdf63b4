// Run the tests of the page's modules in node: tests/unit/*.test.ts, each bundled with what it imports.
// `npm run unit`, or some of them: `node tests/unit.mjs undo grid`.
//
//   import assert from "node:assert/strict";
//   import { test } from "node:test";
//   import { sum } from "../../src/document/own_total";
//   test("…", () => assert.equal(sum(["0.1", "0.2"]), "0.3"));

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const page = dirname(dirname(fileURLToPath(import.meta.url)));
const made = join(page, "dist", "unit");
const wanted = process.argv.slice(2);
const entryPoints = readdirSync(join(page, "tests", "unit"), { recursive: true })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .map((name) => join(page, "tests", "unit", name));
if (entryPoints.length === 0) throw new Error("there is no such test");

rmSync(made, { recursive: true, force: true });
await build({
  entryPoints,
  outdir: made,
  outExtension: { ".js": ".mjs" },
  outbase: join(page, "tests", "unit"),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: "inline",
  logLevel: "error",
});
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", made], { stdio: "inherit", cwd: page });
process.exit(status ?? 1);
