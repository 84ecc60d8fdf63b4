// 管理草稿…: what this browser keeps, gone on with, removed, and versions from before.

import { useEffect, useState } from "preact/hooks";

import type { PageDocument } from "../document/document";
import { newId } from "../document/new_document";
import { useDrafts, usePage } from "../hooks";
import type { Page } from "../page";
import type { DraftEntry, Removed } from "../store/drafts";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { openStoredDraft } from "./drafts";
import { clock } from "./save_state";
import { FRAME } from "./words";

export function DraftsDialog({ onClose }: { onClose: () => void }) {
  const page = usePage();
  const drafts = useDrafts("report") ?? [];
  const [shown, setShown] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const elsewhere = useKeptElsewhere().length;
  if (removing) return <RemoveAll drafts={drafts} onClose={onClose} />;
  const open = (id: string) => {
    onClose();
    void openStoredDraft(page, id);
  };
  const foot = (
    <>
      {drafts.length + elsewhere > 0 && <Button kind="link" onClick={() => setRemoving(true)}>{FRAME.removeAll}</Button>}
      <span class="space" />
      <Button onClick={onClose}>{FRAME.close}</Button>
    </>
  );
  return (
    <Dialog title={FRAME.drafts} onClose={onClose} foot={foot} wide>
      {drafts.length === 0 && <p>{FRAME.noDrafts}</p>}
      <ul class="draft-list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <div class="draft-line">
              <span class="draft-name">
                <b>{draft.title}</b>
                <span class="quiet">{draft.projects}个项目 · {said(draft.at)}</span>
              </span>
              <Button onClick={() => open(draft.id)}>{FRAME.openDraft}</Button>
              <Button kind="link" aria-expanded={shown === draft.id} onClick={() => setShown(shown === draft.id ? null : draft.id)}>
                {FRAME.versions}
              </Button>
              <Button kind="link" onClick={() => void removeDraft(page, draft)}>{FRAME.removeDraft}</Button>
            </div>
            {shown === draft.id && <Versions id={draft.id} onClose={onClose} />}
          </li>
        ))}
      </ul>
      <Elsewhere onClose={onClose} />
      <p class="draft-warning">{FRAME.draftsWarning}</p>
    </Dialog>
  );
}

function useKeptElsewhere(): readonly DraftEntry[] {
  const page = usePage();
  const [kept, setKept] = useState<readonly DraftEntry[]>([]);
  useEffect(() => {
    const look = () => void page.report.keptElsewhere().then(setKept, () => undefined);
    look();
    return page.report.watch(look);
  }, [page]);
  return kept;
}

/** What was kept before the file of the page was moved or renamed; a copy of it is gone on with here. */
function Elsewhere({ onClose }: { onClose: () => void }) {
  const page = usePage();
  const kept = useKeptElsewhere();
  if (kept.length === 0) return null;
  const open = async (entry: DraftEntry) => {
    onClose();
    if ((await page.report.openElsewhere(entry)) !== null) page.routes.navigate({ place: "report", screen: "projects" });
  };
  return (
    <details class="draft-elsewhere">
      <summary>{FRAME.elsewhere}（{kept.length}）</summary>
      <ul class="draft-list">
        {kept.map((entry) => (
          <li key={`${entry.page} ${entry.id}`} class="draft-line">
            <span class="draft-name">
              <b>{entry.title}</b>
              <span class="quiet">{entry.projects}个项目 · {said(entry.at)} · {readable(entry.page)}</span>
            </span>
            <Button onClick={() => void open(entry)}>{FRAME.elsewhereOpen}</Button>
            <Button kind="link" onClick={() => void removeDraft(page, entry)}>{FRAME.removeDraft}</Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A document of its own with the same content; the one it was taken from stays. */
function openCopy(page: Page, document: PageDocument, onClose: () => void): void {
  onClose();
  page.report.open({ ...document, id: newId() });
  page.routes.navigate({ place: "report", screen: "projects" });
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function Versions({ id, onClose }: { id: string; onClose: () => void }) {
  const page = usePage();
  const [versions, setVersions] = useState<readonly { at: number; document: PageDocument }[]>([]);
  useEffect(() => void page.report.versions(id).then(setVersions, () => undefined), [page, id]);
  return (
    <ul class="draft-versions">
      {versions.map(({ at, document }) => (
        <li key={at}>
          {said(at)} <Button kind="link" onClick={() => openCopy(page, document, onClose)}>{FRAME.versionOpen}</Button>
        </li>
      ))}
    </ul>
  );
}

/** 全部删除…: says what goes before it goes, and what went after. */
export function RemoveAll({ drafts, onClose }: { drafts: readonly DraftEntry[]; onClose: () => void }) {
  const page = usePage();
  const [inUse, setInUse] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => void page.report.inUse().then(setInUse), [page]);
  const mine = page.report.current?.document.id;
  const stays = (draft: DraftEntry) => inUse.has(draft.id) && draft.id !== mine;
  const going = drafts.filter((draft) => !stays(draft));
  const elsewhere = useKeptElsewhere();
  const remove = async () => {
    onClose();
    const removed: Removed[] = [];
    for (const draft of [...going, ...elsewhere]) {
      const one = await page.report.remove(draft.id, draft.page);
      if (one !== null) removed.push(one);
    }
    tellRemoved(page, removed);
  };
  const foot = (
    <>
      <Button onClick={onClose}>{FRAME.cancel}</Button>
      <Button kind="primary" disabled={going.length + elsewhere.length === 0} onClick={() => void remove()}>{FRAME.removeAllNow}</Button>
    </>
  );
  return (
    <Dialog title={FRAME.removeAllTitle} onClose={onClose} foot={foot}>
      <ul class="draft-list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <b>{draft.title}</b> <span class="quiet">{draft.projects}个项目 · {said(draft.at)}</span>
            {stays(draft) && <span class="draft-warning"> {FRAME.inUse}</span>}
          </li>
        ))}
        {elsewhere.map((entry) => (
          <li key={`${entry.page} ${entry.id}`}>
            <b>{entry.title}</b> <span class="quiet">{entry.projects}个项目 · {said(entry.at)} · {readable(entry.page)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

export async function removeDraft(page: Page, draft: DraftEntry): Promise<void> {
  const removed = await page.report.remove(draft.id, draft.page);
  if (removed !== null) tellRemoved(page, [removed]);
}

function tellRemoved(page: Page, removed: readonly Removed[]): void {
  if (removed.length === 0) return;
  if (page.report.current === null && page.routes.now.place === "report") {
    page.routes.replace({ place: "report", screen: "start" });
  }
  const bringBack = async () => {
    page.notices.dismiss("removed");
    for (const one of removed) await page.report.bringBack(one);
  };
  page.notices.notify({
    key: "removed",
    severity: "note",
    title: `${FRAME.removed}${removed.length}份草稿`,
    text: removed.map(({ entry }) => entry.title).join("、"),
    actions: [{ text: FRAME.undo, run: () => void bringBack() }],
  });
}

/** 今天 18:32, 11月27日. */
export function said(at: number): string {
  const then = new Date(at);
  const now = new Date();
  if (then.toDateString() === now.toDateString()) return `今天 ${clock(then)}`;
  const year = then.getFullYear() === now.getFullYear() ? "" : `${then.getFullYear()}年`;
  return `${year}${then.getMonth() + 1}月${then.getDate()}日 ${clock(then)}`;
}
