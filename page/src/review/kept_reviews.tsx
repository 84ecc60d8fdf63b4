// 接着复核: reviews that this browser keeps, gone on with or removed.

import type { JSX } from "preact";
import { Button } from "../frame/button";
import { said } from "../frame/drafts_dialog";
import { useDrafts, usePage } from "../hooks";
import type { DraftEntry } from "../store/drafts";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

export function KeptReviews(): JSX.Element | null {
  const desk = useReview();
  const page = usePage();
  const { forms, reading } = useReviewState();
  const kept = useDrafts("review") ?? [];
  if (kept.length === 0 || forms.length > 0 || reading !== null) return null;
  const remove = async (draft: DraftEntry): Promise<void> => {
    const removed = await page.review.remove(draft.id);
    if (removed === null) return;
    page.notices.notify({
      key: "removed",
      severity: "note",
      title: say.removed,
      text: draft.title,
      actions: [
        {
          text: say.bringBack,
          run: () => {
            page.notices.dismiss("removed");
            void page.review.bringBack(removed);
          },
        },
      ],
    });
  };
  return (
    <section class="rv-panel">
      <header class="rv-panel-head">
        <h2 class="rv-h2">{say.keptTitle}</h2>
      </header>
      <ul class="rv-list rv-kept">
        {kept.map((draft) => (
          <li key={draft.id}>
            <strong>{draft.title}</strong>
            <span class="rv-quiet rv-push">{said(draft.at)}</span>
            <Button onClick={() => void desk.resume(draft.id)}>{say.open}</Button>
            <Button kind="link" onClick={() => void remove(draft)}>
              {say.remove}
            </Button>
          </li>
        ))}
      </ul>
      <p class="rv-kept-note rv-small rv-quiet">{say.keptNote}</p>
    </section>
  );
}
