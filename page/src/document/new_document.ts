// A document of the unit's side begun, and what it is called in lists.

import { DRAFT_SCHEMA } from "./document";
import type { DraftSubmission, KeptFile, PageDocument } from "./document";

export function newDocument(
  submissions: readonly DraftSubmission[], exports: readonly KeptFile[] = [],
): PageDocument {
  return { schema: DRAFT_SCHEMA, id: newId(), submissions, ui: { kept: [] }, exports };
}

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether anything of the document is secret: then it is kept nowhere but in a file. */
export function isSecret(document: PageDocument): boolean {
  return document.submissions.some((submission) => submission.secret === true);
}

/** 涉密-1, 涉密-2 … for secret projects, else the name as typed; a form of a department is called after it. */
export function projectName(document: PageDocument, index: number): string {
  const submission = document.submissions[index];
  if (submission === undefined) return "";
  if (submission.secret === true) {
    const before = document.submissions.slice(0, index).filter((each) => each.secret === true).length;
    return `涉密-${before + 1}`;
  }
  return submission.project?.name?.trim() || unitOf(submission) || "未写项目名称";
}

/** The unit of a form that asks for no project; a project without its name is not called after its unit. */
function unitOf(submission: DraftSubmission): string {
  const isProject = submission.project !== undefined || submission.set.includes("project");
  return isProject ? "" : String(submission.unit ?? "").trim();
}

/** The name of a document in lists: the project, or unit and year of many. */
export function documentTitle(document: PageDocument): string {
  const { submissions } = document;
  const first = submissions[0];
  if (first === undefined) return "空的一份";
  const year = first.year === undefined || first.year === null ? "" : ` · ${first.year}年度`;
  if (submissions.length === 1) return projectName(document, 0) + year;
  if (isSecret(document)) return `${submissions.length}个项目`;
  const units = new Set(submissions.map((each) => each.department || each.unit || ""));
  const unit = units.size === 1 ? [...units][0] : submissions.map((each) => each.department).find(Boolean);
  return (unit || `${submissions.length}个项目`) + year;
}
