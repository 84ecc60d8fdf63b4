// What a paste would do, before it is done; and the place to paste into for those who look for a button.

import { Button } from "../frame/button";
import { Dialog } from "../frame/dialog";
import type { PastePlan } from "./paste/plan";
import { PASTE } from "./words";

/** Shown only where something is overwritten or rows are added. */
export function PasteShown({ plan, onPaste, onClose }: {
  plan: PastePlan; onPaste: () => void; onClose: () => void;
}) {
  const { rows, columns, from, over, added, unnamed } = plan;
  const effects = [
    ...(over > 0 ? [PASTE.over(over)] : []),
    ...(added.length > 0 ? [PASTE.inserted(added.length)] : []),
  ];
  return (
    <Dialog
      title={PASTE.title} onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{PASTE.cancel}</Button>
          <Button kind="primary" onClick={onPaste} autoFocus>{PASTE.go}</Button>
        </>
      }
    >
      <p>{from === "" ? PASTE.byHeading(rows, columns) : PASTE.shown(rows, columns, from)}</p>
      {effects.length > 0 && <p>{effects.join("，")}。</p>}
      {unnamed.length > 0 && <p>{PASTE.unnamed(unnamed.join("、"))}</p>}
    </Dialog>
  );
}

/** Why a block was not pasted. */
export function PasteRefused({ text, onClose }: { text: string; onClose: () => void }) {
  return <Dialog title={PASTE.title} onClose={onClose}><p>{text}</p></Dialog>;
}

export function PasteHere({ onPaste, onClose }: { onPaste: (event: ClipboardEvent) => void; onClose: () => void }) {
  return (
    <Dialog title={PASTE.title} onClose={onClose}>
      <p>{PASTE.how}</p>
      <textarea autoFocus class="paste-here text-field" placeholder={PASTE.here} aria-label={PASTE.here} onPaste={onPaste} />
    </Dialog>
  );
}
