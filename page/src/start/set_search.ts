// The search over sets: words in any order, Chinese or initials of their pinyin; what was used before
// comes first, then the region that was typed, then what holds everywhere.

import type { SetChoice } from "../messages";

const KINDS: readonly SetChoice["kind"][] = ["project", "department", "transfer"];

/** The sets that hold every word of the query, in the order in which a person looks for them. */
export function searchSets(
  sets: readonly SetChoice[],
  query: string,
  usedBefore: readonly string[] = [],
): readonly SetChoice[] {
  const words = query.normalize("NFKC").toLowerCase().split(/\s+/u).filter((word) => word !== "");
  const ranked: { set: SetChoice; place: number; order: number }[] = [];
  sets.forEach((set, order) => {
    const text = textOf(set);
    if (words.every((word) => text.includes(word) || initialsHold(set, word))) {
      ranked.push({ set, place: placeOf(set, words, usedBefore), order });
    }
  });
  const kind = (set: SetChoice) => KINDS.indexOf(set.kind);
  ranked.sort((one, other) => one.place - other.place || kind(one.set) - kind(other.set) || one.order - other.order);
  return ranked.map(({ set }) => set);
}

function textOf(set: SetChoice): string {
  const levels = set.levels.map((level) => level.name + level.points);
  return [set.region, set.title, set.called, String(set.year ?? ""), set.document, set.id, ...levels]
    .join(" ")
    .normalize("NFKC")
    .toLowerCase();
}

function initialsHold(set: SetChoice, word: string): boolean {
  return /^[a-z]+$/u.test(word) && set.initials.includes(word);
}

/** Used before: by how lately. Then a region that a word begins, then everywhere, then the rest. */
function placeOf(set: SetChoice, words: readonly string[], usedBefore: readonly string[]): number {
  const used = usedBefore.indexOf(set.id);
  if (used >= 0) return used;
  const after = usedBefore.length;
  if (words.some((word) => set.region.startsWith(word) || regionInitials(set, word))) return after;
  return set.everywhere ? after + 1 : after + 2;
}

function regionInitials(set: SetChoice, word: string): boolean {
  return /^[a-z]+$/u.test(word) && word.length > 1 && set.initials.startsWith(word);
}
