// Facets that narrow each other: within a facet OR, between facets AND, counts follow the other facets.

/** One facet: its heading, which value an item has in it, how a value is called, and in which order. */
export interface Facet<Item> {
  readonly id: string;
  readonly title: string;
  readonly valueOf: (item: Item) => string;
  readonly called: (value: string) => string;
  /** Values that always stand in the list, in this order; the others follow by their counts. */
  readonly fixed: readonly string[];
}

/** What is chosen in each facet; a facet without a choice narrows nothing. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

export interface FacetValue {
  readonly value: string;
  readonly called: string;
  readonly count: number;
  readonly chosen: boolean;
}

export interface Faceted<Item> {
  readonly items: readonly Item[];
  readonly values: Readonly<Record<string, readonly FacetValue[]>>;
}

/** Narrow items by search and facets, and count every value under what is chosen in the other facets. */
export function narrow<Item>(
  items: readonly Item[],
  facets: readonly Facet<Item>[],
  chosen: Chosen,
  found: (item: Item) => boolean,
): Faceted<Item> {
  const wanted = facets.map((facet) => setOf(chosen[facet.id]));
  const counts = facets.map(() => new Map<string, number>());
  const left: Item[] = [];
  const values: string[] = facets.map(() => "");
  for (const item of items) {
    facets.forEach((facet, index) => {
      const value = facet.valueOf(item);
      values[index] = value;
      // With nought at least: a value never vanishes under the hand.
      addTo(counts[index], value, 0);
    });
    if (!found(item)) continue;
    let misses = 0;
    let missed = -1;
    values.forEach((value, index) => {
      if (wanted[index]?.has(value) !== false) return;
      misses += 1;
      missed = index;
    });
    if (misses === 0) left.push(item);
    if (misses > 1) continue;
    values.forEach((value, index) => {
      if (misses === 0 || index === missed) addTo(counts[index], value, 1);
    });
  }
  const listedValues: Record<string, readonly FacetValue[]> = {};
  facets.forEach((facet, index) => {
    listedValues[facet.id] = listed(facet, counts[index] ?? new Map(), wanted[index] ?? null);
  });
  return { items: left, values: listedValues };
}

/** Choose a value of a facet, or take the choice back. */
export function toggled(chosen: Chosen, facet: string, value: string): Chosen {
  const now = chosen[facet] ?? [];
  const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  return { ...chosen, [facet]: next };
}

function setOf(values: readonly string[] | undefined): ReadonlySet<string> | null {
  return values === undefined || values.length === 0 ? null : new Set(values);
}

function addTo(counts: Map<string, number> | undefined, value: string, by: number): void {
  counts?.set(value, (counts.get(value) ?? 0) + by);
}

function listed<Item>(
  facet: Facet<Item>,
  counts: ReadonlyMap<string, number>,
  wanted: ReadonlySet<string> | null,
): readonly FacetValue[] {
  const one = (value: string): FacetValue => ({
    value,
    called: facet.called(value),
    count: counts.get(value) ?? 0,
    chosen: wanted?.has(value) ?? false,
  });
  const others = [...counts.keys()].filter((value) => !facet.fixed.includes(value) && value !== "");
  return [
    ...facet.fixed.map(one),
    ...others.map(one).sort((a, b) => b.count - a.count || (a.called < b.called ? -1 : 1)),
  ];
}
