// What the store of the browser has to tell: it is full, another window writes, this is secret.

import { useEffect } from "preact/hooks";

import { usePage, useWatched } from "../hooks";
import type { Page } from "../page";
import type { PlaceName } from "../routes";
import { saveDraft } from "./drafts";
import { clock } from "./save_state";
import { FRAME } from "./words";

export function StoreNotices() {
  return (
    <>
      <Told place="report" />
      <Told place="review" />
    </>
  );
}

function Told({ place }: { place: PlaceName }) {
  const page = usePage();
  const work = page[place];
  useWatched<Pick<typeof work, "watch">>(work);
  const { saveState: state, elsewhere } = work;
  const full = state.kind === "failed" && state.full;
  const last = state.kind === "failed" ? state.last : null;

  useEffect(() => {
    if (state.kind !== "failed") {
      page.notices.dismiss(`store ${place}`);
      return;
    }
    const since = last === null ? FRAME.neverSaved : `${FRAME.lastSaved}${clock(last)}。`;
    page.notices.notify({
      key: `store ${place}`,
      severity: "edit",
      lasting: true,
      title: full ? FRAME.storeFull : FRAME.noStore,
      text: since + (full ? FRAME.storeFullTodo : FRAME.noStoreTodo),
      actions: [
        { text: place === "report" ? FRAME.saveDraft : FRAME.saveReview, kind: "primary", run: () => saveFile(page, place) },
        ...(full ? [{ text: FRAME.manageDrafts, run: () => page.managing.set(true) }] : []),
      ],
    });
  }, [page, place, state.kind, full, last]);

  useEffect(() => {
    if (!elsewhere) {
      page.notices.dismiss(`window ${place}`);
      return;
    }
    page.notices.notify({
      key: `window ${place}`,
      severity: "ask",
      lasting: true,
      title: place === "report" ? FRAME.otherWindow : FRAME.otherWindowReview,
      text: FRAME.otherWindowText,
      actions: [{ text: FRAME.fillHere, run: () => void takeOver(page, place) }],
    });
  }, [page, place, elsewhere]);

  const secret = state.kind === "secret";
  useEffect(() => {
    const actions = place === "report" ? [{ text: FRAME.manageDrafts, run: () => page.managing.set(true) }] : [];
    if (secret) page.notices.notify({ key: `secret ${place}`, severity: "ask", title: FRAME.secret, text: FRAME.secretText, actions });
    else page.notices.dismiss(`secret ${place}`);
  }, [page, place, secret]);
  return null;
}

async function takeOver(page: Page, place: PlaceName): Promise<void> {
  if (await page[place].takeOver()) return;
  page.notices.notify({ key: `refused ${place}`, severity: "edit", title: FRAME.refused, text: FRAME.refusedTodo });
}

/** 另存草稿文件, 另存复核文件: what the screen says, else the draft. */
export function saveFile(page: Page, place: PlaceName): void {
  page.settle();
  const saver = page.savers.get(place);
  if (saver !== undefined) saver();
  else if (place === "report") saveDraft(page);
}
