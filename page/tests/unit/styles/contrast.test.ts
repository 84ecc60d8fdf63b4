// Every text colour can be read on every surface on which it stands (WCAG 2.2 AA), from tokens.css.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const tokens = new Map(
  [...readFileSync("src/styles/tokens.css", "utf-8").matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(
    ([, name, colour]) => [name as string, colour as string] as const,
  ),
);

function light(token: string): number {
  const colour = tokens.get(token);
  assert.ok(colour, `${token} is a colour of tokens.css`);
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [more, less] = [light(one), light(other)].sort((a, b) => b - a) as [number, number];
  return (more + 0.05) / (less + 0.05);
}

const SURFACES = ["desk", "chrome", "chrome-2", "paper", "fill", "computed", "hover", "selected"];
const SEVERITIES = ["edit", "ask", "note", "lack", "good", "none"];

test("ink and severity words stand out from every surface", () => {
  for (const surface of SURFACES) {
    for (const ink of ["ink", "ink-2", "ink-3", "brand", ...SEVERITIES]) {
      assert.ok(contrast(ink, surface) >= 4.5, `${ink} on ${surface}: ${contrast(ink, surface).toFixed(2)}`);
    }
  }
  for (const severity of SEVERITIES) {
    for (const ink of [severity, "ink", "ink-2"]) {
      assert.ok(contrast(ink, `${severity}-tint`) >= 4.5, `${ink} on ${severity}-tint`);
    }
  }
  for (const button of ["brand", "brand-deep", "red-head"]) assert.ok(contrast("on-brand", button) >= 4.5, button);
});

test("edges of what is clicked and the focus stand out too", () => {
  for (const surface of ["chrome", "chrome-2", "paper", "fill"]) {
    assert.ok(contrast("line-2", surface) >= 3, `line-2 on ${surface}`);
    assert.ok(contrast("focus", surface) >= 5, `focus on ${surface}`);
  }
});

test("colours stand in tokens.css alone", () => {
  for (const name of ["base", "frame"]) {
    const rules = readFileSync(`src/styles/${name}.css`, "utf-8");
    assert.doesNotMatch(rules, /#[0-9a-f]{3,8}\b/i, name);
  }
});
