// One window writes a document: whoever holds its lock. Another window may ask for it.

/** So long an answer of the other window is waited for; a dead window gives none. */
const PATIENCE = 3000;

export class DocumentLock {
  private letGo: (() => void) | null = null;
  private asked = 0;

  /** `lost` is called when another window took the lock without asking (this one did not answer). */
  constructor(readonly name: string, private readonly lost: () => void) {}

  /** Take the lock if nobody holds it. */
  take(): Promise<boolean> {
    return this.request({ ifAvailable: true });
  }

  /** Wait until the other window lets go; a window that does not answer is passed over. */
  async takeOver(refused: Promise<void>): Promise<boolean> {
    const ended = new AbortController();
    const stopped = refused.then(() => {
      ended.abort();
      return false;
    });
    const waited = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), PATIENCE));
    const waiting = this.request({ signal: ended.signal });
    const first = await Promise.race([waiting, stopped, waited]);
    if (first !== "late") return first;
    ended.abort();
    if (await waiting) return true;
    return this.request({ steal: true });
  }

  release(): void {
    this.asked += 1;
    this.letGo?.();
    this.letGo = null;
  }

  private request(options: LockOptions): Promise<boolean> {
    if (navigator.locks === undefined) return Promise.resolve(true);
    this.release();
    const mine = this.asked;
    return new Promise((resolve) => {
      navigator.locks
        .request(this.name, options, (lock) => {
          if (lock === null || mine !== this.asked) {
            resolve(false);
            return undefined;
          }
          return new Promise<void>((done) => {
            this.letGo = done;
            resolve(true);
          });
        })
        .catch(() => {
          // Aborted while it waited, or stolen while it was held.
          if (this.letGo !== null && mine === this.asked) {
            this.letGo = null;
            this.lost();
          }
          resolve(false);
        });
    });
  }
}

/** Names of locks that some window of this browser holds. */
export async function heldLocks(): Promise<ReadonlySet<string>> {
  const state = await navigator.locks?.query();
  return new Set((state?.held ?? []).map((lock) => lock.name ?? ""));
}
