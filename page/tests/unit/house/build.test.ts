// The same sources make the same bytes, wherever they lie.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";

test("the same sources make the same bytes in any folder", () => {
  const folders = [mkdtempSync(join(tmpdir(), "a-")), mkdtempSync(join(tmpdir(), "another-longer-name-"))];
  try {
    const made = folders.map((folder) => {
      for (const name of ["src", "build.mjs", "package.json", "tsconfig.json"]) cpSync(name, join(folder, name), { recursive: true });
      symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
      execFileSync(process.execPath, ["build.mjs"], { cwd: folder });
      const dist = join(folder, "dist");
      const files = readdirSync(dist).filter((name) => statSync(join(dist, name)).isFile()).sort();
      return files.map((name) => [name, readFileSync(join(dist, name), "base64")]);
    });
    assert.ok((made[0] ?? []).length >= 3);
    assert.deepEqual(made[0], made[1]);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
});
