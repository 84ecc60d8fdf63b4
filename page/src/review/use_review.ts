// The desk inside the components: one for a page, drawn again at every change.

import { usePage, useWatched } from "../hooks";
import type { Page } from "../page";
import { ReviewDesk, type ReviewState } from "./review_desk";

const DESKS = new WeakMap<Page, ReviewDesk>();

export function useReview(): ReviewDesk {
  const page = usePage();
  const desk = DESKS.get(page) ?? new ReviewDesk(page);
  DESKS.set(page, desk);
  return desk;
}

export function useReviewState(): ReviewState {
  const desk = useReview();
  useWatched(desk);
  return desk.state;
}
