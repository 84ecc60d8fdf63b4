// Places in a document: a path of keys and indexes joined by `/`, read and written without changing anything.

import type { Command, Json } from "./document";

/** The document holds no such place, or another thing stands there than was said. */
export class PathFault extends Error {
  constructor(readonly path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = "PathFault";
  }
}

/** Keys of a path; `~1` stands for a slash within a key, `~0` for a tilde. */
export function splitPath(path: string): readonly string[] {
  if (path === "") return [];
  const keys = path.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (keys.includes("__proto__")) throw new PathFault(path, "no key of a document");
  return keys;
}

export function joinPath(...keys: readonly (string | number)[]): string {
  return keys.map((key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}

/** The path of a place of one submission, counted from the document. */
export function inSubmission(submission: number, at: string): string {
  return at === "" ? `submissions/${submission}` : `submissions/${submission}/${at}`;
}

const INDEX = /^(0|[1-9]\d*)$/;

/** What stands at one key of a value; undefined where there is none. */
export function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return INDEX.test(key) ? value[Number(key)] : undefined;
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** What stands at a path; undefined where there is none. */
export function getAt(root: unknown, path: string): Json | undefined {
  let value = root;
  for (const key of splitPath(path)) value = childOf(value, key);
  return value as Json | undefined;
}

/** What stands in a cell as the text that is shown; nothing is an empty text. */
export function textAt(root: unknown, path: string): string {
  const value = getAt(root, path);
  return value === undefined || value === null ? "" : String(value);
}

/** A copy of the root in which one place holds another value; all beside its way is shared. */
export function replaceAt<Root>(root: Root, path: string, to: Json | undefined): Root {
  return replaced(root, splitPath(path), 0, path, to) as Root;
}

function replaced(
  value: unknown, keys: readonly string[], depth: number, path: string, to: Json | undefined,
): unknown {
  const key = keys[depth];
  if (key === undefined) return to;
  const child = depth + 1 === keys.length ? to : replaced(childOf(value, key), keys, depth + 1, path, to);
  if (Array.isArray(value)) {
    if (!INDEX.test(key) || Number(key) >= value.length || child === undefined) {
      throw new PathFault(path, "no such row");
    }
    const copy = value.slice();
    copy[Number(key)] = child;
    return copy;
  }
  if (value === null || typeof value !== "object") throw new PathFault(path, "nothing to hold it");
  if (child !== undefined) return { ...value, [key]: child };
  const { [key]: _gone, ...rest } = value as Record<string, unknown>;
  return rest;
}

/** Whether two values hold the same. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && sameJson(childOf(one, key), childOf(other, key)));
}

/** The command that puts a value at a path; what is missing on the way (`head`, `claims`) is made. */
export function setCommand(root: unknown, path: string, to: Json | undefined): Command {
  const keys = splitPath(path);
  let holder = root;
  for (let depth = 0; depth + 1 < keys.length; depth += 1) {
    const child = childOf(holder, keys[depth] as string);
    if (child === undefined || child === null) {
      if (Array.isArray(holder)) throw new PathFault(path, "no such row");
      const made = to === undefined ? to : nested(keys.slice(depth + 1), to);
      const there = joinPath(...keys.slice(0, depth + 1));
      const from = child as Json | undefined;
      return { do: "set", path: there, from, to: made === undefined ? from : made };
    }
    holder = child;
  }
  return { do: "set", path, from: getAt(root, path), to };
}

function nested(keys: readonly string[], to: Json): Json {
  return keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), to);
}
