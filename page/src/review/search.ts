// Search over the queue: every word must occur, in any order, whatever its width and case.

/** Return a text as it is compared: full width as half width, small letters, no blanks at the ends. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/** Return whether a folded text holds every word of a search. */
export function finder(search: string): (text: string) => boolean {
  const words = folded(search).split(/\s+/u).filter((word) => word !== "");
  return (text) => words.every((word) => text.includes(word));
}
