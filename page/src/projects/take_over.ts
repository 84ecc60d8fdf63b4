// Projects that come and go, each time as one command: what a person took from another's draft (fields
// of projects that both have, whole projects that only the other has), and what was taken out.

import { getAt, inSubmission } from "../document/cells";
import { addSubmissions, batchOf, rowsCommand, setCommand } from "../document/commands";
import type { Command, DraftSubmission, Json, PageDocument } from "../document/document";
import type { MergedProject } from "../messages";

export type Side = "mine" | "theirs";

export interface Taken {
  /** Places in the list of merged projects that are added whole. */
  readonly added: ReadonlySet<number>;
  /** Of a project by its place in that list, which side holds for each field. */
  readonly sides: ReadonlyMap<string, Side>;
}

export function sideKey(project: number, at: string): string {
  return `${project}\n${at}`;
}

/** Fields of both whose side was not chosen yet. */
export function openFields(projects: readonly MergedProject[], taken: Taken): number {
  return projects.reduce(
    (open, { fields, mine, theirs }, place) =>
      mine === null || theirs === null
        ? open
        : open + fields.filter((field) => !taken.sides.has(sideKey(place, field.at))).length,
    0,
  );
}

export function takeOver(
  document: PageDocument,
  theirs: readonly DraftSubmission[],
  projects: readonly MergedProject[],
  taken: Taken,
): Command {
  const makers: ((now: unknown) => Command)[] = [];
  const gone: ((now: unknown) => Command)[] = [];
  projects.forEach((project, place) => {
    const other = project.theirs === null ? undefined : theirs[project.theirs];
    if (other === undefined) return;
    const { mine } = project;
    if (mine === null) {
      if (taken.added.has(place)) makers.push((now) => addSubmissions(now as PageDocument, [other]));
      return;
    }
    for (const { at } of project.fields) {
      if (taken.sides.get(sideKey(place, at)) !== "theirs") continue;
      const value = getAt(other, at);
      const path = inSubmission(mine, at);
      const row = /^(.*)\/(\d+)$/u.exec(path);
      const list = row?.[1] === undefined ? undefined : getAt(document, row[1]);
      if (row?.[1] === undefined || !Array.isArray(list)) {
        makers.push((now) => setCommand(now, path, value));
        continue;
      }
      const [, holder, index] = row as unknown as [string, string, string];
      if (value === undefined) {
        // A row that the other took out: the last first, so that the places before stay what they are.
        gone.unshift((now) => rowsCommand(now, holder, Number(index), 1, []));
      } else if (Number(index) >= list.length) {
        makers.push((now) => rowsCommand(now, holder, (getAt(now, holder) as unknown[]).length, 0, [value]));
      } else {
        makers.push((now) => setCommand(now, path, value));
      }
    }
  });
  return batchOf(document, [...makers, ...gone]);
}

/** Projects taken out of the document; what was kept of the others follows them. */
export function removal(document: PageDocument, indexes: ReadonlySet<number>): Command {
  const staying = document.submissions.map((_, index) => index).filter((index) => !indexes.has(index));
  const kept = document.ui.kept
    .filter((one) => !indexes.has(one.submission))
    .map((one) => ({ ...one, submission: staying.indexOf(one.submission) }));
  const last = [...indexes].sort((one, other) => other - one);
  return batchOf(document, [
    (now) => setCommand(now, "ui/kept", kept as unknown as Json),
    ...last.map((index) => (now: unknown) => rowsCommand(now, "submissions", index, 1, [])),
  ]);
}
