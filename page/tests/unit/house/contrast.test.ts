// Every text colour reads on every surface it stands on (4.5:1), edges, shapes and focus are seen (3:1);
// computed from tokens.css, so that a change of a token is seen here first.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const STYLES = "src/styles/";
const TOKENS = readFileSync(`${STYLES}tokens.css`, "utf-8");
const colours = new Map<string, string>();
for (const [, name, value] of TOKENS.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b/gi)) {
  colours.set(name as string, value as string);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [one, other].map((name) => luminance(colours.get(name) ?? "")).sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const SURFACES = ["desk", "chrome", "chrome-2", "paper", "fill", "computed", "hover", "selected"];
const INKS = ["ink", "ink-2", "ink-3"];
const SEVERITIES = ["edit", "ask", "note", "lack", "good", "none"];
const TRACKS = ["track-self", "track-rule", "track-review", "brand", "brand-deep"];

const texts: [string, string][] = [
  ...[...INKS, ...SEVERITIES, ...TRACKS].flatMap((text) => SURFACES.map((surface): [string, string] => [text, surface])),
  ...SEVERITIES.map((text): [string, string] => [text, `${text}-tint`]),
  ...INKS.flatMap((text) =>
    [...SEVERITIES.map((severity) => `${severity}-tint`), "brand-tint"].map((surface): [string, string] => [text, surface]),
  ),
  ...["brand", "brand-deep", "focus", "red-head", ...SEVERITIES].map((surface): [string, string] => ["on-brand", surface]),
  ["brand", "brand-tint"],
  ["brand-deep", "brand-tint"],
  ["brand-deep", "band"],
  ["ink", "band"],
];

test("every text colour has 4.5:1 on every surface it may stand on", () => {
  const weak = texts
    .map(([text, surface]) => ({ text, surface, ratio: contrast(text, surface) }))
    .filter(({ ratio }) => !(ratio >= 4.5));
  assert.deepEqual(weak.map(({ text, surface, ratio }) => `${text} on ${surface}: ${ratio.toFixed(2)}`), []);
});

test("edges of fields and the focus have 3:1 on every surface", () => {
  const weak = ["line-2", "line-form", "focus"]
    .flatMap((edge) => SURFACES.map((surface) => ({ edge, surface, ratio: contrast(edge, surface) })))
    .filter(({ ratio }) => !(ratio >= 3));
  assert.deepEqual(weak.map(({ edge, surface, ratio }) => `${edge} on ${surface}: ${ratio.toFixed(2)}`), []);
});

test("the styles write no colour of their own, and pair only colours that were looked at", () => {
  const files = readdirSync(STYLES).filter((name) => name.endsWith(".css") && name !== "tokens.css");
  const known = new Set(texts.map(([text, surface]) => `${text} on ${surface}`));
  const wrong: string[] = [];
  for (const name of files) {
    const styles = readFileSync(STYLES + name, "utf-8").replaceAll(/\/\*.*?\*\//gs, "");
    for (const [, selector, body] of styles.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const where = `${name}: ${(selector ?? "").trim()}`;
      // Before Chrome 122 a backdrop inherits no token.
      if (where.endsWith("::backdrop")) continue;
      for (const found of (body ?? "").match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(/gi) ?? []) wrong.push(`${where}: ${found}`);
      const text = /(?:^|[;\s])color:\s*var\(--([a-z0-9-]+)\)/.exec(body ?? "")?.[1];
      const surface = /background(?:-color)?:\s*var\(--([a-z0-9-]+)\)/.exec(body ?? "")?.[1];
      if (text === undefined || surface === undefined) continue;
      if (!known.has(`${text} on ${surface}`) && !(contrast(text, surface) >= 4.5)) wrong.push(`${where}: ${text} on ${surface}`);
    }
  }
  assert.deepEqual(wrong, []);
});
