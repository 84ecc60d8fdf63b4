// Which sets were used in this browser before: they stand first when a person looks for a form.

const KEY = "ziping/used-sets";
const MOST = 8;

/** Ids, the latest first; none where the browser keeps nothing for this page. */
export function usedBefore(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberUsed(ids: readonly string[]): void {
  const used = [...new Set([...ids.filter((id) => id !== ""), ...usedBefore()])].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(used));
  } catch {
    // A browser without a store: the order of the list is then the engine's.
  }
}
