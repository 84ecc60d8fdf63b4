// The queue: findings of all projects, narrowed by facets and search, decided one by one or many at once.

import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../frame/button";
import { useAnnounce, useFileSaver, useNavigate } from "../hooks";
import { BatchBar } from "./batch_bar";
import type { ReviewDesk } from "./review_desk";
import { FIRST_CHOICE } from "./review_desk";
import { narrow } from "./facets";
import { FacetPanel } from "./facet_panel";
import { KeyLine, QUEUE_KEYS, useReviewKeys, type ReviewDo } from "./key_line";
import { MergeResult } from "./merge";
import { Problems } from "./problems";
import { inOrder, nextAfter, queueFacets, queueItems, type Grouping, type QueueItem } from "./queue_order";
import { QueueList } from "./queue_list";
import { QueueMeter } from "./queue_meter";
import { useReviewPath } from "./path";
import { saveReview } from "./files";
import { finder } from "./search";
import { SearchBox } from "./search_box";
import { SignDialog } from "./sign";
import { isOpen } from "./stops";
import { quickChoice } from "./quick_choice";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

export function Queue(): JSX.Element {
  const desk = useReview();
  const state = useReviewState();
  const go = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  const [signing, setSigning] = useState(false);
  useReviewPath(null);
  useFileSaver("review", () => void saveReview(desk));
  const { words, forms, findings } = state;
  const items = useMemo(() => queueItems(forms, findings), [forms, findings]);
  const facets = useMemo(() => (words === null ? [] : queueFacets(words)), [words]);
  // Ordered once, not at every click on a facet.
  const ordered = useMemo(() => inOrder(items, state.grouping), [items, state.grouping]);
  const narrowed = useMemo(() => {
    const found = finder(state.search);
    return narrow(ordered, facets, state.chosen, (item) => found(item.searched));
  }, [ordered, facets, state.chosen, state.search]);
  const listed = narrowed.items;
  useAnnounce(say.listed(listed.length, state.ticked.size));
  const current = Math.min(state.current, Math.max(0, listed.length - 1));
  const open = (item: QueueItem | undefined): void => {
    if (item !== undefined)
      go({ place: "review", screen: "project", project: item.form.form, at: item.finding.row || item.finding.id });
  };
  const move = (to: number | null): void => {
    if (to !== null) desk.change({ current: Math.max(0, Math.min(listed.length - 1, to)) });
  };
  const doing: ReviewDo = (action) => {
    const item = listed[current];
    switch (action.do) {
      case "up":
      case "down":
        return move(current + (action.do === "up" ? -1 : 1));
      case "next":
      case "next-problem":
      case "previous-problem":
        return move(nextAfter(listed, current, isWaiting, action.do === "previous-problem" ? -1 : 1));
      case "open":
        return open(item);
      case "tick":
        return item === undefined ? undefined : tick(desk, [item], !state.ticked.has(item.finding.id));
      case "search":
        return search.current?.focus();
      case "choose":
        if (item !== undefined)
          void quickChoice(desk, item, action.choice === 1 ? "claim" : "rule").then((done) =>
            done ? move(nextAfter(listed, current, isWaiting)) : open(item),
          );
        return;
      case "leave":
        return desk.change({ ticked: new Set() });
    }
  };
  useReviewKeys("queue", false, doing);
  const begin = (): void => {
    const first = listed.find(isWaiting) ?? listed[0];
    open(first);
  };
  return (
    <div class="rv-queue">
      <QueueMeter items={items} begin={begin} sign={() => setSigning(true)} />
      <Problems />
      {state.merged !== null && <MergeResult merged={state.merged} />}
      <div class="rv-queue-cols">
        <FacetPanel facets={facets} values={narrowed.values} all={items.length} />
        <section class="rv-queue-main" aria-label={say.queueTitle}>
          <div class="rv-tools">
            <SearchBox input={search} />
            <Groupings now={state.grouping} />
            <span class="rv-push" />
            <span class="rv-quiet">{say.listed(listed.length, state.ticked.size)}</span>
          </div>
          <BatchBar items={items} />
          {listed.length === 0 ? (
            <NothingListed items={items} sign={() => setSigning(true)} />
          ) : (
            <QueueList
              items={listed}
              current={current}
              open={open}
              choose={(index) => desk.change({ current: index })}
              tick={(ticked, on) => tick(desk, ticked, on)}
            />
          )}
        </section>
      </div>
      <KeyLine keys={QUEUE_KEYS} note={say.sumsNote} />
      {signing && <SignDialog form={null} close={() => setSigning(false)} />}
    </div>
  );
}

function isWaiting(item: QueueItem): boolean {
  return isOpen(item.finding.state);
}

function tick(desk: ReviewDesk, items: readonly QueueItem[], on: boolean): void {
  const ticked = new Set(desk.state.ticked);
  for (const { finding } of items) {
    if (on) ticked.add(finding.id);
    else ticked.delete(finding.id);
  }
  desk.change({ ticked });
}

function Groupings({ now }: { readonly now: Grouping }): JSX.Element {
  const desk = useReview();
  return (
    <div class="rv-switch" role="group">
      {(["project", "stake", "title"] as const).map((grouping) => (
        <button
          key={grouping}
          type="button"
          aria-pressed={grouping === now}
          onClick={() => desk.change({ grouping, current: 0 })}
        >
          {say.grouping[grouping]}
        </button>
      ))}
    </div>
  );
}

interface NothingListedProps {
  readonly items: readonly QueueItem[];
  readonly sign: () => void;
}

/** Nothing fits the facets; or everything that waited is decided. */
function NothingListed({ items, sign }: NothingListedProps): JSX.Element {
  const desk = useReview();
  const decided = items.filter(({ finding }) => finding.state === "decided").length;
  const allDone = !items.some(isWaiting) && desk.state.search === "";
  if (allDone)
    return (
      <div class="rv-nothing">
        <h2 class="rv-h2">{decided === 0 ? say.noProblems : say.allDecided(decided)}</h2>
        <p class="rv-quiet">{say.allDecidedTodo}</p>
        <p class="rv-buttons">
          <Button kind="primary" onClick={sign}>
            {say.sign}
          </Button>
          <Button onClick={() => desk.change({ chosen: {} })}>{say.clearFilters}</Button>
        </p>
      </div>
    );
  return (
    <div class="rv-nothing">
      <h2 class="rv-h2">{say.noneFound}</h2>
      <p class="rv-quiet">{say.noneFoundTodo}</p>
      <p class="rv-buttons">
        <Button onClick={() => desk.change({ chosen: {}, search: "", current: 0 })}>{say.clearFilters}</Button>
        <Button onClick={() => desk.change({ chosen: FIRST_CHOICE, search: "", current: 0 })}>
          {say.firstFilters}
        </Button>
      </p>
    </div>
  );
}
