// Files that the review hands out: the review file, worksheets, lists.

import { download } from "../frame/files";
import type { FileMade, ReviewExportAsk, ReviewSheetsAsk } from "../messages";
import type { Bytes } from "../engine/client";
import type { ReviewDesk } from "./review_desk";
import { words as say } from "./words";

/** 另存复核文件: everything that reopens the review; pending decisions go into it as drafts. */
export async function saveReview(desk: ReviewDesk): Promise<void> {
  await desk.trying(async () => {
    const { pending } = desk;
    const ask = { pending, name: desk.title };
    const { body, files } = await desk.engine.ask("review.save", ask);
    handOut([body.file], files);
    const nothingSince = desk.pending === pending;
    await desk.savedAs(pending, body.pending);
    if (nothingSince) desk.page.review.markFileSaved();
    desk.page.notices.notify({ key: "review-saved", severity: "ask", title: say.saved, text: body.note });
  });
}

export async function exportReview(desk: ReviewDesk, kind: ReviewExportAsk["kind"]): Promise<void> {
  await desk.trying(async () => {
    const { body, files } = await desk.engine.ask("review.export", { kind });
    handOut(body.files, files);
    tell(desk, body.notes);
  });
}

/** Workbooks to hand out, of some forms or of all. */
export async function handOutSheets(
  desk: ReviewDesk,
  kind: ReviewSheetsAsk["kind"],
  forms: readonly string[] | null,
): Promise<void> {
  await desk.trying(async () => {
    const { body, files } = await desk.engine.ask("review.sheets", { kind, forms });
    handOut(body.files, files);
    tell(desk, body.files.length === 0 && body.notes.length === 0 ? [say.sheetsNone] : body.notes);
  });
}

function handOut(made: readonly FileMade[], bytes: readonly Bytes[]): void {
  for (const file of made) {
    const content = bytes[file.file];
    if (content !== undefined) download(file.name, content, file.type);
  }
}

/** What could not be written is told, never passed over. */
function tell(desk: ReviewDesk, notes: readonly string[]): void {
  if (notes.length > 0)
    desk.change({ problems: notes.map((what) => ({ where: "", what, todo: "", code: "" })) });
}
