// Files made of projects of a document: by the engine, and the draft by the page itself.

import type { DraftSubmission, PageDocument } from "../document/document";
import { writeDraft } from "../document/draft_file";
import { projectName } from "../document/new_document";
import { EngineRefusal, Superseded, type Bytes, type Engine } from "../engine/client";
import { draftName } from "../frame/drafts";
import { download, fileStem } from "../frame/files";
import type { ExportAsk, FileGiven } from "../messages";
import { alreadyThere, writeInto } from "./folder";
import { FINISH, type Wanted } from "./words";

export interface MadeFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Bytes;
}

export interface Made {
  readonly files: readonly MadeFile[];
  /** What could not be carried over, and what was refused. */
  readonly notes: readonly string[];
}

/** The name by which the files of a project are called: 涉密-1 where it is secret. */
export function stemOf(document: PageDocument, submission: number): string {
  return fileStem(projectName(document, submission));
}

/** Make files; several come as one zip where `asZip` says so. */
export async function makeFiles(
  engine: Engine,
  document: PageDocument,
  submissions: readonly number[],
  wanted: readonly Wanted[],
  asZip: boolean,
): Promise<Made> {
  const draft = wanted.includes("draft") ? draftFile(document) : null;
  const kinds = wanted.filter((kind): kind is ExportAsk["kinds"][number] => kind !== "draft");
  if (kinds.length === 0) return { files: draft === null ? [] : [draft], notes: [] };
  const files: Bytes[] = [];
  const given = (name: string, bytes: Bytes): FileGiven => ({ name, file: files.push(bytes) - 1 });
  const ask: ExportAsk = {
    submissions: submissions.map((index) => asked(document.submissions[index])),
    kinds,
    // Only a secret project has a name of the page's own: the others are called by the engine.
    ...(submissions.some((index) => document.submissions[index]?.secret === true)
      ? { stems: submissions.map((index) => stemOf(document, index)) }
      : {}),
    exports: kinds.includes("copy") ? document.exports.map((kept) => given(kept.name, fromBase64(kept.base64))) : [],
    also: draft === null ? [] : [given(draft.name, draft.bytes)],
    day: today(),
    as_zip: asZip,
  };
  try {
    const answer = await engine.ask("export", ask, { files });
    const made = answer.body.files.map(({ name, type, file }) => ({ name, type, bytes: answer.files[file] ?? new Uint8Array() }));
    return { files: made, notes: answer.body.notes };
  } catch (error) {
    if (error instanceof Superseded) return { files: [], notes: [FINISH.stopped] };
    if (!(error instanceof EngineRefusal)) throw error;
    return { files: [], notes: error.problems.map(({ where, what, todo }) => [where, what, todo].filter((text) => text).join("：")) };
  }
}

export function handOut(files: readonly MadeFile[]): void {
  for (const { name, bytes, type } of files) download(name, bytes, type);
}

/** Write files into a folder; where one stands there already, nothing is written and its name returned. */
export async function handInto(
  folder: FileSystemDirectoryHandle,
  files: readonly MadeFile[],
  overwrite: boolean,
): Promise<readonly string[]> {
  const there = overwrite ? [] : await alreadyThere(folder, files.map((file) => file.name));
  if (there.length > 0) return there;
  for (const { name, bytes } of files) await writeInto(folder, name, bytes);
  return [];
}

function draftFile(document: PageDocument): MadeFile {
  return { name: draftName(document), type: "application/json", bytes: writeDraft(document) };
}

function asked(submission: DraftSubmission | undefined): Record<string, unknown> {
  return submission as unknown as Record<string, unknown>;
}

function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** The day for the name of a zip: 20260318. */
function today(): string {
  const now = new Date();
  const part = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}${part(now.getMonth() + 1)}${part(now.getDate())}`;
}
