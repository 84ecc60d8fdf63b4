// Commands as screens make them; each says enough to be undone.

import { PathFault, getAt, setCommand } from "./cells";
import { apply } from "./reducer";
import type { Command, DraftSubmission, Json, PageDocument } from "./document";

export { setCommand } from "./cells";

/** Rows of a list taken out and put in at one place; a list that is not there yet is made. */
export function rowsCommand(
  root: unknown, path: string, at: number, removed: number, insert: readonly Json[],
): Command {
  const rows = getAt(root, path);
  if (rows === undefined || rows === null) return setCommand(root, path, insert);
  if (!Array.isArray(rows) || at < 0 || at + removed > rows.length) throw new PathFault(path, "no such rows");
  return { do: "rows", path, at, remove: rows.slice(at, at + removed), insert };
}

/** One row of a list put before another place (counted without the row). */
export function moveRowCommand(root: unknown, path: string, from: number, to: number): Command {
  const rows = getAt(root, path);
  if (!Array.isArray(rows) || from < 0 || from >= rows.length || to < 0 || to >= rows.length) {
    throw new PathFault(path, "no such row");
  }
  const row = rows[from] as Json;
  return {
    do: "batch",
    commands: [
      { do: "rows", path, at: from, remove: [row], insert: [] },
      { do: "rows", path, at: to, remove: [], insert: [row] },
    ],
  };
}

export function batch(commands: readonly Command[]): Command {
  return { do: "batch", commands };
}

/** Commands that are each made on what the ones before them leave. */
export function batchOf(root: unknown, makers: readonly ((now: unknown) => Command)[]): Command {
  const commands: Command[] = [];
  let now = root;
  for (const make of makers) {
    const command = make(now);
    commands.push(command);
    now = apply(now, command);
  }
  return batch(commands);
}

export function addSubmissions(document: PageDocument, added: readonly DraftSubmission[]): Command {
  return rowsCommand(document, "submissions", document.submissions.length, 0, added as unknown as Json[]);
}
