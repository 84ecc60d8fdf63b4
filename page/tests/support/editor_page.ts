// The page with a form open in the editor: `window.openForm(submission)` opens one.

import { begin } from "../../src/begin";
import { newDocument } from "../../src/document/new_document";
import type { DraftSubmission, PageDocument } from "../../src/document/document";
import type { ReportRoute } from "../../src/routes";
import { bridgeEngine } from "./bridge";

declare global {
  interface Window {
    openForm(submission: DraftSubmission, at?: string): void;
    /** What the document holds now. */
    formHeld(): PageDocument | null;
    /** As if another window were filling it in. */
    lockForm(): void;
  }
}

const page = begin(bridgeEngine());
window.openForm = (submission, at) => {
  page.report.open(newDocument([submission]));
  const route: ReportRoute = { place: "report", screen: "editor", submission: 0 };
  page.routes.navigate(at === undefined ? route : { ...route, at });
};
window.formHeld = () => page.report.current?.document ?? null;
window.lockForm = () => page.report.current?.setReadOnly(true);
