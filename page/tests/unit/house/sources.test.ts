// What the sources of the page must not hold: ways for a text to become code, addresses, a host in the lock file.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const sources = readdirSync("src", { recursive: true })
  .map((name) => `src/${String(name)}`)
  .filter((name) => /\.(tsx?|css|html)$/.test(name))
  .map((name) => ({ name, text: readFileSync(name, "utf-8") }));

function found(pattern: RegExp, files = sources): string[] {
  return files.flatMap(({ name, text }) => (text.match(pattern) ?? []).map((words) => `${name}: ${words}`));
}

test("a text never becomes markup or code", () => {
  const markup = /\b(?:inner|outer)HTML\b|dangerouslySetInnerHTML|insertAdjacentHTML|createContextualFragment|document\.write/g;
  assert.deepEqual(found(markup), []);
  assert.deepEqual(found(/\beval\(|\bnew Function\(|\bset(?:Timeout|Interval)\(\s*["'`]|javascript:/g), []);
});

test("nothing is asked of the network, save the engine on the loopback", () => {
  const ways = /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection|\bimport\(|importScripts/g;
  const engines = ["src/engine/served.ts", "src/engine/worker.ts"];
  assert.deepEqual(found(ways, sources.filter(({ name }) => !engines.includes(name) && !name.endsWith(".d.ts"))), []);
  assert.deepEqual(found(/(?:https?|wss?):\/\/[^\s"'`]+|url\((?!["']?data:)[^)]*\)|@import/g, sources.filter(({ name }) => !name.endsWith("page.css"))), []);
});

test("the styles keep to what the oldest browser knows", () => {
  const styles = sources.filter(({ name }) => name.endsWith(".css"));
  assert.deepEqual(found(/^\s+&|field-sizing|\[popover|@starting-style|@scope|\banchor\(/gm, styles), []);
  assert.deepEqual(found(/\bpopover(?:target)?=|Object\.groupBy|\.toSorted\(|\.toReversed\(|\.with\(|Array\.fromAsync|Promise\.withResolvers|\.isSubsetOf\(/g), []);
});

test("the lock file records no address from which a package was fetched", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf-8")) as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
  };
  const packages = Object.entries(lock.packages).filter(([name]) => name !== "");
  assert.deepEqual(packages.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name), []);
  assert.deepEqual(packages.filter(([, entry]) => entry.integrity === undefined).map(([name]) => name), []);
});

test("what runs on a user's computer is Preact alone, and versions are pinned", () => {
  const made = JSON.parse(readFileSync("package.json", "utf-8")) as Record<string, Record<string, string>>;
  assert.deepEqual(Object.keys(made["dependencies"] ?? {}), ["preact"]);
  const versions = Object.values({ ...made["dependencies"], ...made["devDependencies"] });
  assert.deepEqual(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version)), []);
});
