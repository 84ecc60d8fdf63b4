// How a screen comes to the page: the document, the engine, scores, routes, notices.

import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { DeskDocument } from "./document/desk";
import type { AnyDocument, DocumentStore, PageDocument } from "./document/document";
import type { Engine, EngineState } from "./engine/client";
import { scoreLane } from "./engine/scores";
import type { Scores } from "./engine/scores";
import type { PathShown } from "./frame/path";
import { Page, PageContext } from "./page";
import type { PlaceName, Route } from "./routes";
import type { OpenDocument } from "./store/open_document";
import type { DraftEntry } from "./store/drafts";
import type { SaveState, WorkPlace } from "./store/work_place";
import { Watched } from "./watched";

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("no page around this screen");
  return page;
}

/** Draw anew whenever a watched thing changes. */
export function useWatched<W extends Pick<Watched, "watch">>(watched: W | null): W | null {
  const [, draw] = useState(0);
  useLayoutEffect(() => watched?.watch(() => draw((times) => times + 1)), [watched]);
  return watched;
}

/** So often a list is drawn anew at most, while answers come in by the hundred. */
const CALM = 250;

/** Draw anew soon after a watched thing has changed, once for many changes. */
function useWatchedCalmly(watched: Pick<Watched, "watch">): void {
  const [, draw] = useState(0);
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const due = () => {
      timer = null;
      draw((times) => times + 1);
    };
    const end = watched.watch(() => {
      timer ??= setTimeout(due, CALM);
    });
    return () => {
      end();
      if (timer !== null) clearTimeout(timer);
    };
  }, [watched]);
}

/** The document of 填报 that is open; only screens that are shown with one may ask. */
export function useDocument(): DocumentStore<PageDocument> {
  return opened(useOpenDocument());
}

/** The document of 填报 that is open, or null. */
export function useOpenDocument(): OpenDocument<PageDocument> | null {
  return useCurrent(usePage().report);
}

/** The document of 复核, or null: decisions that wait, and settings. */
export function useOpenDesk(): OpenDocument<DeskDocument> | null {
  return useCurrent(usePage().review);
}

function useCurrent<D extends AnyDocument>(place: WorkPlace<D>): OpenDocument<D> | null {
  useWatched(place);
  return useWatched(place.current);
}

function opened<D extends AnyDocument>(document: OpenDocument<D> | null): OpenDocument<D> {
  if (document === null) throw new Error("no document is open");
  return document;
}

export function useSaveState(place: PlaceName): SaveState {
  const page = usePage();
  useWatched<WorkPlace<PageDocument> | WorkPlace<DeskDocument>>(page[place]);
  return page[place].saveState;
}

/** Documents that this browser keeps for a work place, the newest first; null while they are looked up. */
export function useDrafts(place: PlaceName): readonly DraftEntry[] | null {
  const page = usePage();
  const [drafts, setDrafts] = useState<readonly DraftEntry[] | null>(null);
  useEffect(() => {
    let shown = true;
    const look = () =>
      void page[place].list().then((found) => shown && setDrafts(found), () => shown && setDrafts([]));
    look();
    const end = page[place].watch(look);
    return () => {
      shown = false;
      end();
    };
  }, [page, place]);
  return drafts;
}

export interface EngineUsed {
  readonly engine: Engine;
  readonly state: EngineState;
}

export function useEngine(): EngineUsed {
  const { engine } = usePage();
  const [state, setState] = useState(engine.state);
  useLayoutEffect(() => engine.watch(setState), [engine]);
  return { engine, state };
}

/** Score and self-check of one submission of the open document, asked anew at every revision. */
export function useScores(submission: number): Scores {
  const page = usePage();
  const open = useDocument();
  useWatched(page.scores);
  const lane = laneOf(open, submission);
  const typed = open.document.submissions[submission];
  useEffect(() => {
    if (typed !== undefined) page.scores.want(lane, typed, open.revision);
  }, [page, lane, typed]);
  return page.scores.of(lane);
}

/** Scores of all submissions of the open document, in their order. */
export function useAllScores(): readonly Scores[] {
  const page = usePage();
  const open = useDocument();
  useWatchedCalmly(page.scores);
  const { submissions } = open.document;
  useEffect(() => {
    submissions.forEach((typed, index) => page.scores.wantLater(laneOf(open, index), typed, open.revision));
  }, [page, submissions]);
  return submissions.map((_, index) => page.scores.of(laneOf(open, index)));
}

function laneOf(open: DocumentStore<PageDocument>, submission: number): string {
  return scoreLane(open.document, submission);
}

export function useRoute(): Route {
  const { routes } = usePage();
  useWatched(routes);
  return routes.now;
}

/** Go to another screen. */
export function useNavigate(): (route: Route) => void {
  const { routes } = usePage();
  return (route) => routes.navigate(route);
}

/** Take what is being typed into the document before this screen is left, hidden, or saved as a file. */
export function useTyping(accept: () => void): void {
  const { typing } = usePage();
  const latest = useRef(accept);
  latest.current = accept;
  useLayoutEffect(() => {
    const settle = () => latest.current();
    typing.add(settle);
    return () => void typing.delete(settle);
  }, [typing]);
}

/** Say something to those who listen to the page; at most every two seconds, the newest wins. */
export function useAnnounce(text: string): void {
  const { live } = usePage();
  useEffect(() => live.say(text), [live, text]);
}

/** Whether keys without Ctrl or Alt do something on this page. */
export function useSingleKeys(): boolean {
  const { singleKeys } = usePage();
  useWatched(singleKeys);
  return singleKeys.now;
}

/** Show another path in the top bar while this screen is shown. */
export function usePath(shown: PathShown, changes: readonly unknown[]): void {
  const { path } = usePage();
  useLayoutEffect(() => {
    path.set(shown);
    return () => path.set(null);
  }, [path, ...changes]);
}

/** What Ctrl+S and 另存… do while this screen is shown. */
export function useFileSaver(place: PlaceName, save: () => void): void {
  const { savers } = usePage();
  useLayoutEffect(() => {
    savers.set(place, save);
    return () => {
      if (savers.get(place) === save) savers.delete(place);
    };
  });
}
