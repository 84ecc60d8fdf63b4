// 接着填: what this browser keeps, with the warning that it may lose it.

import { Button, Chip, type ChipTone } from "../frame/button";
import { said } from "../frame/drafts_dialog";
import { FRAME } from "../frame/words";
import type { DraftEntry } from "../store/drafts";
import { STORE_WARNING } from "./words";

export interface DraftsProps {
  readonly drafts: readonly DraftEntry[];
  readonly onContinue: (id: string) => void;
  readonly onSaveFile: (id: string) => void;
  readonly onOpenFile: () => void;
  readonly onManage: () => void;
  readonly onRemoveAll: () => void;
}

const TONES: Readonly<Record<string, ChipTone>> = { empty: "none", filling: "note", edit: "edit", ready: "good" };
/** So many are listed; the others are in 管理草稿…. */
const SHOWN = 4;

export function Drafts({ drafts, onContinue, onSaveFile, onOpenFile, onManage, onRemoveAll }: DraftsProps) {
  const latest = drafts[0];
  return (
    <section class="box" aria-labelledby="drafts-title">
      <header class="box-head">
        <h2 id="drafts-title">接着填</h2>
        <span class="quiet">存在这台电脑的这个浏览器里</span>
      </header>
      {drafts.length === 0 && <p class="box-body quiet">{FRAME.noDrafts}</p>}
      <ul class="start-drafts">
        {drafts.slice(0, SHOWN).map((draft) => (
          <li key={draft.id}>
            <span class="draft-title">
              <b>{draft.title}</b>
              <small>{draft.projects} 个项目 · {said(draft.at)}</small>
            </span>
            {draft.standing !== undefined && (
              <Chip tone={TONES[draft.standing.kind] ?? "none"}>
                {draft.standing.words}{draft.standing.edits > 0 ? ` ${draft.standing.edits}` : ""}
              </Chip>
            )}
            <Button onClick={() => onContinue(draft.id)}>{FRAME.openDraft}</Button>
          </li>
        ))}
      </ul>
      <div class="drafts-foot">
        {drafts.length > SHOWN && (
          <p><button type="button" class="inline-link" onClick={onManage}>还有 {drafts.length - SHOWN} 份，都列出来…</button></p>
        )}
        <p class="store-warning">
          {STORE_WARNING}
          {latest === undefined ? FRAME.saveDraft : (
            <button type="button" class="inline-link" onClick={() => onSaveFile(latest.id)}>{FRAME.saveDraft}</button>
          )}
          。
        </p>
        <Button onClick={onOpenFile}>打开草稿文件…</Button>
        {drafts.length > 0 && <Button kind="link" onClick={onRemoveAll}>{FRAME.removeAll}</Button>}
      </div>
    </section>
  );
}
