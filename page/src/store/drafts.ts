// Documents of one work place in the browser's store; keyed by the path of the page, for all local
// pages share one store.

import type { AnyDocument } from "../document/document";
import type { Bytes } from "../engine/client";
import type { PlaceName } from "../routes";
import { answered, transact } from "./database";
import type { Shelf } from "./database";

/** How a document is told in a list. */
export interface Described {
  readonly title: string;
  readonly projects: number;
  readonly standing?: { readonly kind: string; readonly words: string; readonly edits: number };
}

export interface DraftEntry extends Described {
  readonly id: string;
  /** Path of the page that kept it. */
  readonly page: string;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
}

/** A document as it is kept: quickly written, whatever its size. */
export interface Packing<D> {
  pack(document: D): unknown;
  unpack(packed: unknown): D;
}

interface KeptEntry extends DraftEntry {
  readonly key: string;
}

interface KeptDocument {
  readonly key: string;
  readonly packed: unknown;
}

interface KeptVersion extends KeptDocument {
  readonly at: number;
}

/** All that was kept of a document, so that removing it can be taken back. */
export interface Removed {
  readonly entry: DraftEntry;
  readonly kept: readonly { readonly shelf: Shelf; readonly record: unknown }[];
}

export const KEPT_VERSIONS = 20;
/** A version is begun when the one before is older than this; what lies between is overwritten. */
const VERSION_SPAN = 120_000;

export class Drafts<D extends AnyDocument> {
  private readonly documents: Shelf;
  private readonly older: Shelf;
  private readonly files: Shelf;

  constructor(
    private readonly place: PlaceName, private readonly page: string, private readonly packing: Packing<D>,
  ) {
    this.documents = `${place}_documents`;
    this.older = `${place}_versions`;
    this.files = `${place}_files`;
  }

  /** What is kept, the newest first: by this page, and by pages under other paths. */
  async list(): Promise<{ readonly here: readonly DraftEntry[]; readonly elsewhere: readonly DraftEntry[] }> {
    const all = await transact([this.place], "readonly", (shelf) => answered<KeptEntry[]>(shelf(this.place).getAll()));
    const entries = all.map(({ key: _key, ...entry }) => entry).sort((one, other) => other.at - one.at);
    const isHere = ({ page }: DraftEntry) => page === this.page;
    return { here: entries.filter(isHere), elsewhere: entries.filter((entry) => !isHere(entry)) };
  }

  async read(id: string): Promise<{ readonly document: D; readonly file: Bytes | null; readonly at: number } | null> {
    const [entry, kept, beside] = await transact([this.place, this.documents, this.files], "readonly", async (shelf) => [
      await answered<KeptEntry | undefined>(shelf(this.place).get(this.key(id))),
      await answered<KeptDocument | undefined>(shelf(this.documents).get(this.key(id))),
      await answered<{ bytes: Bytes } | undefined>(shelf(this.files).get(this.key(id))),
    ] as const);
    if (kept === undefined || entry === undefined) return null;
    return { document: this.packing.unpack(kept.packed), file: beside?.bytes ?? null, at: entry.at };
  }

  /** Keep a document as it is now, and now and then a version of it. */
  async write(document: D, described: Described, at: number): Promise<void> {
    const key = this.key(document.id);
    const packed = this.packing.pack(document);
    await transact([this.place, this.documents, this.older], "readwrite", async (shelf) => {
      const entry: KeptEntry = { ...described, key, page: this.page, id: document.id, at };
      shelf(this.place).put(entry);
      shelf(this.documents).put({ key, packed } satisfies KeptDocument);
      const before = await answered<IDBValidKey[]>(shelf(this.older).index("key").getAllKeys(key));
      const last = before[before.length - 1] as [string, number] | undefined;
      if (last !== undefined && at - last[1] < VERSION_SPAN) return;
      shelf(this.older).put({ key, at, packed } satisfies KeptVersion);
      for (const old of before.slice(0, Math.max(0, before.length + 1 - KEPT_VERSIONS))) shelf(this.older).delete(old);
    });
  }

  /** Keep the file that belongs to a document: a review with its files as read. */
  async writeFile(id: string, bytes: Bytes): Promise<void> {
    await transact([this.files], "readwrite", async (shelf) => {
      shelf(this.files).put({ key: this.key(id), bytes });
    });
  }

  /** Versions of a document, the newest first. */
  async versions(id: string): Promise<readonly { readonly at: number; readonly document: D }[]> {
    const found = await transact([this.older], "readonly", (shelf) =>
      answered<KeptVersion[]>(shelf(this.older).index("key").getAll(this.key(id))));
    return found.map(({ at, packed }) => ({ at, document: this.packing.unpack(packed) })).reverse();
  }

  /** Remove a document with its versions and its file; what comes back brings it back. */
  async remove(id: string): Promise<Removed | null> {
    const key = this.key(id);
    const shelves = [this.place, this.documents, this.older, this.files];
    return transact(shelves, "readwrite", async (shelf) => {
      const kept: { shelf: Shelf; record: unknown }[] = [];
      for (const name of [this.place, this.documents, this.files]) {
        const record = await answered<unknown>(shelf(name).get(key));
        if (record !== undefined) kept.push({ shelf: name, record });
        shelf(name).delete(key);
      }
      for (const version of await answered<KeptVersion[]>(shelf(this.older).index("key").getAll(key))) {
        kept.push({ shelf: this.older, record: version });
        shelf(this.older).delete([key, version.at]);
      }
      const entry = kept.find((each) => each.shelf === this.place)?.record as KeptEntry | undefined;
      return entry === undefined ? null : { entry, kept };
    });
  }

  async bringBack(removed: Removed): Promise<void> {
    await transact([this.place, this.documents, this.older, this.files], "readwrite", async (shelf) => {
      for (const { shelf: name, record } of removed.kept) shelf(name).put(record);
    });
  }

  private key(id: string): string {
    return `${this.page}\n${id}`;
  }
}
