// How a cell came to be known goes with what was read: what a person types instead is simply written.

import { getAt, inSubmission, setCommand } from "../document/cells";
import type { Command, Json } from "../document/document";

type Maker = (now: unknown) => Command;

const ROW = /^((?:goals\/\d+\/)?indicators\/\d+)\/(\w+)$/;
const FUNDS = /^funds\/(\d+)\/(\w+)$/;

/** Drop of a cell's place in the file, and how well it was known, as the text there is another now. */
export function forgetting(submission: number, path: string): readonly Maker[] {
  const row = ROW.exec(path);
  if (row !== null) return dropping(`${inSubmission(submission, row[1] ?? "")}`, row[2] ?? "");
  const whole = inSubmission(submission, "");
  const funds = FUNDS.exec(path);
  if (funds !== null) return dropping(whole, `funds.${Number(funds[1]) + 1}.${funds[2] ?? ""}`);
  const name = path.replaceAll("/", ".");
  return [...dropping(whole, name), ...finding(whole, name)];
}

function dropping(holder: string, key: string): readonly Maker[] {
  return ["at", "known"].map((list): Maker => (now) => {
    const { [key]: gone, ...left } = (getAt(now, `${holder}/${list}`) ?? {}) as Record<string, Json>;
    return gone === undefined ? { do: "batch", commands: [] } : setCommand(now, `${holder}/${list}`, left);
  });
}

/** A value that its reader did not find is there now. */
function finding(whole: string, name: string): readonly Maker[] {
  return [(now) => {
    const lost = (getAt(now, `${whole}/not_found`) ?? []) as readonly string[];
    if (!lost.includes(name)) return { do: "batch", commands: [] };
    return setCommand(now, `${whole}/not_found`, lost.filter((each) => each !== name));
  }];
}

/** Rows of funds that stand elsewhere now take their places along; null drops those of a row. */
export function fundsMoved(submission: number, to: (index: number) => number | null): readonly Maker[] {
  const whole = inSubmission(submission, "");
  return ["at", "known"].map((list): Maker => (now) => {
    const held = getAt(now, `${whole}/${list}`) as Record<string, Json> | undefined;
    if (held === undefined) return { do: "batch", commands: [] };
    const moved = Object.entries(held).flatMap(([key, value]): [string, Json][] => {
      const found = /^funds\.(\d+)(\..+)?$/.exec(key);
      if (found === null) return [[key, value]];
      const index = to(Number(found[1]) - 1);
      return index === null ? [] : [[`funds.${index + 1}${found[2] ?? ""}`, value]];
    });
    return setCommand(now, `${whole}/${list}`, Object.fromEntries(moved));
  });
}
