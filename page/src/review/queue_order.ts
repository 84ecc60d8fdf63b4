// The findings of a batch as the queue shows them: with the texts that are searched, in a chosen order.

import type { FindingLine, ReviewFormLine, ReviewWords } from "../messages";
import { compared } from "./exact";
import type { Facet } from "./facets";
import { folded } from "./search";
import { words as say } from "./words";

/** A finding of the queue with its form and everything that a search looks at. */
export interface QueueItem {
  readonly finding: FindingLine;
  readonly form: ReviewFormLine;
  /** Place of the form in the batch. */
  readonly order: number;
  readonly searched: string;
}

export type Grouping = "project" | "stake" | "title";

export function queueItems(
  forms: readonly ReviewFormLine[],
  findings: ReadonlyMap<string, readonly FindingLine[]>,
): readonly QueueItem[] {
  return forms.flatMap((form, order) =>
    form.copy_of === ""
      ? (findings.get(form.form) ?? []).map((finding) => ({
          finding,
          form,
          order,
          searched: searchedText(form, finding),
        }))
      : [],
  );
}

/** Facets in the order of the words, whose keys are those of the contract. */
export function queueFacets(words: ReviewWords): readonly Facet<QueueItem>[] {
  const wordOf = (list: readonly { key: string; word: string }[], key: string): string =>
    list.find((one) => one.key === key)?.word ?? key;
  const keys = (list: readonly { key: string }[]): readonly string[] => list.map((one) => one.key);
  const made: Readonly<Record<string, Omit<Facet<QueueItem>, "id" | "title">>> = {
    kind: {
      valueOf: ({ finding }) => kindOf(finding),
      called: (value) => wordOf(words.kinds, value),
      fixed: keys(words.kinds),
    },
    state: {
      valueOf: ({ finding }) => finding.state,
      called: (value) => wordOf(words.states, value),
      fixed: keys(words.states),
    },
    stake: {
      valueOf: ({ finding }) => finding.stake_band,
      called: (value) => wordOf(words.stakes, value),
      fixed: keys(words.stakes),
    },
    title: plainFacet(({ finding }) => finding.title),
    set: plainFacet(({ form }) => form.set_called),
    unit: plainFacet(({ form }) => form.unit),
    restored: {
      valueOf: ({ finding }) => (finding.restored ? "yes" : ""),
      called: () => say.restoredValue,
      fixed: ["yes"],
    },
  };
  return words.facets.flatMap(({ key, word }) => {
    const facet = made[key];
    return facet === undefined ? [] : [{ id: key, title: word, ...facet }];
  });
}

export function kindOf(finding: FindingLine): string {
  return finding.for_targets ? "targets" : finding.severity;
}

/** Order items: by form, by 涉及分 with the highest first, or by 问题; what is equal stays as it was. */
export function inOrder(items: readonly QueueItem[], grouping: Grouping): readonly QueueItem[] {
  if (grouping === "project") return items;
  const byStake = [...items].sort(
    (a, b) => gravity(a.finding) - gravity(b.finding) || byHighestStake(a.finding, b.finding),
  );
  if (grouping === "stake") return byStake;
  const counts = new Map<string, number>();
  for (const { finding } of items)
    counts.set(finding.title, (counts.get(finding.title) ?? 0) + 1);
  return byStake.sort((a, b) => {
    const [left, right] = [a.finding.title, b.finding.title];
    if (left === right) return 0;
    return (counts.get(right) ?? 0) - (counts.get(left) ?? 0) || (left < right ? -1 : 1);
  });
}

/** The item after one that satisfies a wish, round the end; null where none does. */
export function nextAfter<Item>(
  items: readonly Item[],
  from: number,
  wanted: (item: Item) => boolean,
  step: 1 | -1 = 1,
): number | null {
  for (let away = 1; away <= items.length; away += 1) {
    const index = (((from + away * step) % items.length) + items.length) % items.length;
    const item = items[index];
    if (item !== undefined && wanted(item)) return index;
  }
  return null;
}

/** ■ before ◆ before ●: a difference that the rule leaves no room for comes before every range. */
function gravity(finding: FindingLine): number {
  const rank = ["edit", "ask", "lack", "note", "good", "none"].indexOf(finding.severity);
  return finding.for_targets ? 9 : rank;
}

function byHighestStake(a: FindingLine, b: FindingLine): number {
  if (a.stake_high === null || b.stake_high === null)
    return (a.stake_high === null ? 1 : 0) - (b.stake_high === null ? 1 : 0);
  return compared(b.stake_high, a.stake_high);
}

function plainFacet(
  valueOf: (item: QueueItem) => string,
): Omit<Facet<QueueItem>, "id" | "title"> {
  return { valueOf, called: (value) => value, fixed: [] };
}

function searchedText(form: ReviewFormLine, finding: FindingLine): string {
  return folded(
    [form.title, form.unit, form.file, finding.name, finding.title, finding.text, finding.reason, finding.place].join(
      "\n",
    ),
  );
}
