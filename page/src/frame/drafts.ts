// What is done with drafts from any screen: saved as a file, opened from one, gone on with.

import { DRAFT_ENDING, readDraft, writeDraft } from "../document/draft_file";
import { documentTitle, projectName } from "../document/new_document";
import type { PageDocument } from "../document/document";
import type { Page } from "../page";
import { bytesOf, download, fileStem } from "./files";
import type { GivenFile } from "./files";
import { FRAME } from "./words";

export function isDraftFile(name: string): boolean {
  return name.toLowerCase().endsWith(DRAFT_ENDING);
}

/** The name of the draft file: the project's, or unit and year of many. */
export function draftName(document: PageDocument): string {
  const { length } = document.submissions;
  const title = length === 1 ? projectName(document, 0) : documentTitle(document).replaceAll(" · ", "-");
  return fileStem(title) + DRAFT_ENDING;
}

/** 另存草稿文件. */
export function saveDraft(page: Page): void {
  const open = page.report.current;
  if (open === null) return;
  download(draftName(open.document), writeDraft(open.document), "application/json");
  page.report.markFileSaved();
}

/** Open a draft file; true where it is one that can be opened. */
export async function openDraftFile(page: Page, given: GivenFile): Promise<boolean> {
  const read = readDraft(await bytesOf(given));
  if (read.kind === "draft") {
    const { document } = await page.report.openFile(read.document);
    goTo(page, document);
    return true;
  }
  page.notices.notify({
    key: `draft ${given.name}`,
    severity: "edit",
    title: read.kind === "newer" ? FRAME.newer : `${given.name}：${FRAME.brokenDraft}`,
    ...(read.kind === "newer" ? {} : { text: `${read.why}。${FRAME.brokenDraftTodo}` }),
  });
  return false;
}

/** 接着填: open what this browser keeps. */
export async function openStoredDraft(page: Page, id: string): Promise<void> {
  if (page.report.current?.document.id === id || (await page.report.openStored(id))) {
    const open = page.report.current;
    if (open !== null) goTo(page, open.document);
  }
}

function goTo(page: Page, document: PageDocument): void {
  page.routes.navigate(
    document.submissions.length === 1
      ? { place: "report", screen: "editor", submission: 0 }
      : { place: "report", screen: "projects" },
  );
}
