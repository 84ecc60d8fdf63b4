// The rows of the queue, of one height; only those in sight stand in the document.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Chip } from "../frame/button";
import { Severity } from "../frame/shapes";
import type { FindingLine, ReviewWords } from "../messages";
import { bandOf } from "./numbers";
import { kindOf, type QueueItem } from "./queue_order";
import { useReviewState } from "./use_review";
import { Windowed } from "./windowed";
import { words as say } from "./words";

export const QUEUE_ROW = 66;

interface QueueListProps {
  readonly items: readonly QueueItem[];
  readonly current: number;
  readonly open: (item: QueueItem) => void;
  readonly choose: (index: number) => void;
  readonly tick: (items: readonly QueueItem[], on: boolean) => void;
}

export function QueueList(props: QueueListProps): JSX.Element {
  const { ticked, words } = useReviewState();
  const { items } = props;
  const all = useRef<HTMLInputElement>(null);
  const count = items.filter(({ finding }) => ticked.has(finding.id)).length;
  useEffect(() => {
    if (all.current !== null) all.current.indeterminate = count > 0 && count < items.length;
  }, [count, items.length]);
  const heads = say.columns;
  return (
    <div class="rv-list-box" role="table" aria-label={say.queueTitle} aria-rowcount={items.length + 1}>
      <div class="rv-row rv-row-head" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <input
            ref={all}
            type="checkbox"
            aria-label={say.tickAll}
            checked={count > 0 && count === items.length}
            onChange={(event) => props.tick(items, event.currentTarget.checked)}
          />
        </span>
        <span role="columnheader">{heads.kind}</span>
        <span role="columnheader">{heads.project}</span>
        <span role="columnheader">{heads.title}</span>
        <span role="columnheader" class="rv-right">
          {heads.stake}
        </span>
        <span role="columnheader">{heads.place}</span>
        <span role="columnheader">{heads.state}</span>
      </div>
      <Windowed
        count={items.length}
        height={QUEUE_ROW}
        current={props.current}
        label={say.queueTitle}
        role="rowgroup"
        row={(index) => {
          const item = items[index];
          return item === undefined ? null : (
            <QueueRow
              item={item}
              index={index}
              words={words}
              isCurrent={index === props.current}
              isTicked={ticked.has(item.finding.id)}
              open={() => props.open(item)}
              choose={() => props.choose(index)}
              tick={(on) => props.tick([item], on)}
            />
          );
        }}
      />
    </div>
  );
}

interface QueueRowProps {
  readonly item: QueueItem;
  readonly index: number;
  readonly words: ReviewWords | null;
  readonly isCurrent: boolean;
  readonly isTicked: boolean;
  readonly open: () => void;
  readonly choose: () => void;
  readonly tick: (on: boolean) => void;
}

function QueueRow(props: QueueRowProps): JSX.Element {
  const { finding, form } = props.item;
  const kind = kindOf(finding);
  const word = props.words?.kinds.find((one) => one.key === kind)?.word ?? "";
  return (
    <div
      class={props.isCurrent ? "rv-row rv-current" : "rv-row"}
      role="row"
      aria-rowindex={props.index + 2}
      aria-current={props.isCurrent ? "true" : undefined}
      onClick={(event) => {
        // A box is ticked by itself: drawing anew before its change would untick it.
        if (!(event.target instanceof HTMLInputElement)) props.choose();
      }}
      onDblClick={props.open}
    >
      <span role="cell">
        <input
          type="checkbox"
          tabIndex={props.isCurrent ? 0 : -1}
          aria-label={say.tick(`${form.title} ${finding.name}`)}
          checked={props.isTicked}
          onChange={(event) => props.tick(event.currentTarget.checked)}
        />
      </span>
      <span role="cell">
        <Severity severity={kind === "targets" ? "none" : finding.severity} word={word} />
      </span>
      <span role="cell" class="rv-three">
        <button
          type="button"
          class="rv-row-open"
          tabIndex={props.isCurrent ? 0 : -1}
          onClick={props.open}
          title={`${form.title}\n${finding.name}`}
        >
          {form.title}
        </button>
        <span class="rv-row-name">{finding.name}</span>
      </span>
      <span role="cell" class="rv-row-text" title={finding.text}>
        <strong class="rv-row-title">{finding.title}</strong>
        <span class="rv-two">{finding.text}</span>
      </span>
      <span role="cell" class="rv-right">
        {stakeOf(finding)}
      </span>
      <span role="cell" class="rv-row-place">
        {finding.place}
      </span>
      <span role="cell">
        <StateChip finding={finding} words={props.words} />
      </span>
    </div>
  );
}

export function stakeOf(finding: FindingLine): string {
  return bandOf(finding.stake_low, finding.stake_high);
}

interface StateChipProps {
  readonly finding: FindingLine;
  readonly words: ReviewWords | null;
}

export function StateChip({ finding, words }: StateChipProps): JSX.Element {
  const word = words?.states.find((one) => one.key === finding.state)?.word ?? "";
  if (finding.state === "none") return <span class="rv-quiet">{word}</span>;
  const tone = finding.state === "decided" ? "good" : finding.state === "objected" ? "edit" : "ask";
  return <Chip tone={tone}>{word}</Chip>;
}
