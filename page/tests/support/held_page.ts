// The whole page, with what it stands on in reach of the test: window.held.

import { begin } from "../../src/begin";
import { getAt, inSubmission } from "../../src/document/cells";
import { setCommand } from "../../src/document/commands";
import type { DraftSubmission, Json } from "../../src/document/document";
import { newDocument } from "../../src/document/new_document";
import { openDraftFile, openStoredDraft } from "../../src/frame/drafts";
import { bridgeEngine } from "./bridge";

const page = begin(bridgeEngine());

const held = {
  page,
  /** Begin a document of one project. */
  begin(name: string): void {
    const submission = {
      schema: "ziping/submission/1", set: "s", year: 2022, project: { name }, unit: "某局", indicators: [],
    } as const;
    page.report.open(newDocument([submission]));
    page.routes.navigate({ place: "report", screen: "editor", submission: 0 });
  },
  beginWith(submission: DraftSubmission): void {
    page.report.open(newDocument([submission]));
    page.routes.navigate({ place: "report", screen: "editor", submission: 0 });
  },
  goToCell(at: string): void {
    page.routes.navigate({ place: "report", screen: "editor", submission: 0, at });
  },
  set(at: string, to: Json): void {
    const open = page.report.current;
    open?.run(setCommand(open.document, inSubmission(0, at), to), "填");
  },
  get(at: string): Json | undefined {
    return getAt(page.report.current?.document, inSubmission(0, at));
  },
  async goOn(): Promise<void> {
    const [newest] = await page.report.list();
    if (newest !== undefined) await openStoredDraft(page, newest.id);
  },
  openFile: (name: string, text: string) => openDraftFile(page, { name, folder: "", file: new File([text], name) }),
  state: () => page.report.saveState.kind,
  list: () => page.report.list(),
  async stored(): Promise<string> {
    const open = indexedDB.open("ziping");
    await new Promise((done) => (open.onsuccess = done));
    const texts: string[] = [];
    for (const name of open.result.objectStoreNames) {
      const request = open.result.transaction(name).objectStore(name).getAll();
      await new Promise((done) => (request.onsuccess = done));
      texts.push(JSON.stringify(request.result));
    }
    open.result.close();
    return texts.join("");
  },
};

declare global {
  interface Window {
    held: typeof held;
  }
}
window.held = held;
