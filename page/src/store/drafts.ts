// Documents of one work place in the browser's store; keyed by the path of the page, for all local
// pages share one store.

import type { AnyDocument } from "../document/document";
import type { Bytes } from "../engine/client";
import type { PlaceName } from "../routes";
import { answered, transact } from "./database";

/** How a document is told in a list. */
export interface Described {
  readonly title: string;
  readonly projects: number;
  readonly standing?: { readonly kind: string; readonly words: string; readonly edits: number };
}

export interface DraftEntry extends Described {
  readonly id: string;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
}

interface Kept<D> extends DraftEntry {
  readonly key: string;
  readonly page: string;
  readonly document: D;
}

interface KeptVersion<D> {
  readonly key: string;
  readonly at: number;
  readonly document: D;
}

/** All that was kept of a document, so that removing it can be taken back. */
export interface Removed {
  readonly entry: DraftEntry;
  readonly kept: readonly (readonly ["" | "_versions" | "_files", unknown])[];
}

export const KEPT_VERSIONS = 20;
/** A version is begun when the one before is older than this; what lies between is overwritten. */
const VERSION_SPAN = 120_000;

export class Drafts<D extends AnyDocument> {
  constructor(private readonly place: PlaceName, private readonly page: string) {}

  async list(): Promise<readonly DraftEntry[]> {
    const all = await transact([this.place], "readonly", (shelf) =>
      answered<Kept<D>[]>(shelf(this.place).index("page").getAll(this.page)));
    return all.map(({ document: _document, key: _key, page: _page, ...entry }) => entry).sort((one, other) => other.at - one.at);
  }

  /** What the page kept while its file lay elsewhere, or bore another name. */
  async elsewhere(): Promise<readonly { readonly page: string; readonly entry: DraftEntry; readonly document: D }[]> {
    const all = await transact([this.place], "readonly", (shelf) => answered<Kept<D>[]>(shelf(this.place).getAll()));
    return all
      .filter(({ page }) => page !== this.page)
      .map(({ key: _key, page, document, ...entry }) => ({ page, entry, document }))
      .sort((one, other) => other.entry.at - one.entry.at);
  }

  async read(id: string): Promise<{ readonly document: D; readonly file: Bytes | null } | null> {
    const files = `${this.place}_files` as const;
    return transact([this.place, files], "readonly", async (shelf) => {
      const kept = await answered<Kept<D> | undefined>(shelf(this.place).get(this.key(id)));
      const beside = await answered<{ bytes: Bytes } | undefined>(shelf(files).get(this.key(id)));
      return kept === undefined ? null : { document: kept.document, file: beside?.bytes ?? null };
    });
  }

  /** Keep a document as it is now, and now and then a version of it. */
  async write(document: D, described: Described, at: number): Promise<void> {
    const key = this.key(document.id);
    const versions = `${this.place}_versions` as const;
    await transact([this.place, versions], "readwrite", async (shelf) => {
      const kept: Kept<D> = { ...described, key, page: this.page, id: document.id, at, document };
      shelf(this.place).put(kept);
      const before = await answered<IDBValidKey[]>(shelf(versions).index("key").getAllKeys(key));
      const last = before[before.length - 1] as [string, number] | undefined;
      if (last !== undefined && at - last[1] < VERSION_SPAN) return;
      const version: KeptVersion<D> = { key, at, document };
      shelf(versions).put(version);
      for (const old of before.slice(0, Math.max(0, before.length + 1 - KEPT_VERSIONS))) shelf(versions).delete(old);
    });
  }

  /** Keep the file that belongs to a document: a review with its files as read. */
  async writeFile(id: string, bytes: Bytes): Promise<void> {
    const files = `${this.place}_files` as const;
    await transact([files], "readwrite", async (shelf) => {
      shelf(files).put({ key: this.key(id), bytes });
    });
  }

  /** Versions of a document, the newest first. */
  async versions(id: string): Promise<readonly { readonly at: number; readonly document: D }[]> {
    const shelfName = `${this.place}_versions` as const;
    const found = await transact([shelfName], "readonly", (shelf) =>
      answered<KeptVersion<D>[]>(shelf(shelfName).index("key").getAll(this.key(id))));
    return found.map(({ at, document }) => ({ at, document })).reverse();
  }

  /** Remove a document with its versions and its file; what comes back brings it back. */
  async remove(id: string): Promise<Removed | null> {
    const key = this.key(id);
    const versions = `${this.place}_versions` as const;
    const files = `${this.place}_files` as const;
    return transact([this.place, versions, files], "readwrite", async (shelf) => {
      const kept = await answered<Kept<D> | undefined>(shelf(this.place).get(key));
      const older = await answered<KeptVersion<D>[]>(shelf(versions).index("key").getAll(key));
      const beside = await answered<unknown>(shelf(files).get(key));
      shelf(this.place).delete(key);
      shelf(files).delete(key);
      for (const version of older) shelf(versions).delete([key, version.at]);
      if (kept === undefined) return null;
      const { document: _document, key: _key, page: _page, ...entry } = kept;
      const all: (readonly ["" | "_versions" | "_files", unknown])[] = [["", kept]];
      for (const version of older) all.push(["_versions", version]);
      if (beside !== undefined) all.push(["_files", beside]);
      return { entry, kept: all };
    });
  }

  async bringBack(removed: Removed): Promise<void> {
    const shelves = [this.place, `${this.place}_versions`, `${this.place}_files`] as const;
    await transact(shelves, "readwrite", async (shelf) => {
      for (const [suffix, record] of removed.kept) shelf(`${this.place}${suffix}`).put(record);
    });
  }

  private key(id: string): string {
    return `${this.page}\n${id}`;
  }
}
