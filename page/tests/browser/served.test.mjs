// `ziping serve`: the page comes from the loopback, its engine is the installed one, and stopping is said.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { test } from "node:test";

import { at, openPage, ROOT } from "../harness.mjs";

/** Serve the page as the command does; its address, and what stops it as Ctrl+C does. */
async function serving(t) {
  const child = spawn(process.env.ZIPING_PYTHON ?? "python3", ["-u", "-X", "utf8", "-m", "scoring", "serve", "--no-open"], {
    cwd: ROOT,
    env: { ...process.env, PYTHONPATH: ROOT },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  t.after(() => child.kill());
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address === undefined) continue;
    child.stdout.resume();
    return { address, stop: () => (child.kill("SIGINT"), ended) };
  }
  throw new Error("ziping serve said no address");
}

test("the page comes from the loopback and its engine answers", async (t) => {
  const { address } = await serving(t);
  const screen = await openPage(t, { engine: at(address) });
  await screen.page.getByText("只在本机运行").first().waitFor();
  await screen.axe();
});

test("a server that is stopped is said, and the page stays", async (t) => {
  const { address, stop } = await serving(t);
  const screen = await openPage(t, { engine: at(address), allow: ["error"] });
  await screen.page.getByText("只在本机运行").first().waitFor();
  assert.equal(await stop(), 0);
});
