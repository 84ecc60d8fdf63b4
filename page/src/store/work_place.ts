// A work place: the one document that is open in it, kept in the browser, and shared out among windows.

import { sameJson } from "../document/cells";
import type { AnyDocument } from "../document/document";
import type { Bytes } from "../engine/client";
import type { PlaceName } from "../routes";
import { Watched } from "../watched";
import { StoreFault } from "./database";
import { Drafts } from "./drafts";
import type { Described, DraftEntry, Packing, Removed } from "./drafts";
import { DocumentLock, heldLocks } from "./lock";
import { OpenDocument } from "./open_document";
import { Windows } from "./windows";
import type { Told } from "./windows";

export type SaveState =
  | { readonly kind: "none" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: Date }
  /** `full`: the browser's store has no room; else it is not there at all. */
  | { readonly kind: "failed"; readonly full: boolean; readonly last: Date | null }
  | { readonly kind: "secret" };

/** What a work place has to know about its documents. */
export interface DocumentKind<D extends AnyDocument> extends Packing<D> {
  isSecret(document: D): boolean;
  describe(document: D): Described;
  newId(document: D): D;
}

/** So long after the last change it is kept; while changes come without a pause, at least so often. */
const QUIET = 400;
const LONGEST = 3000;
/** A revision that no document has. */
const NEVER = -1;

export class WorkPlace<D extends AnyDocument> extends Watched {
  current: OpenDocument<D> | null = null;
  saveState: SaveState = { kind: "none" };
  /** The file that belongs to the open document, as it was stored. */
  file: Bytes | null = null;
  /** Why the window only shows: another one writes. */
  elsewhere = false;
  private readonly drafts: Drafts<D>;
  private readonly windows: Windows;
  private readonly shared: string;
  private lock: DocumentLock | null = null;
  private unwatch: (() => void) | null = null;
  private storedRevision = NEVER;
  private fileRevision = NEVER;
  private lastSaved: Date | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private changedSince: number | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(readonly place: PlaceName, private readonly kind: DocumentKind<D>, private readonly path: string) {
    super();
    this.shared = `ziping/${place}/${path}`;
    this.drafts = new Drafts(place, path, kind);
    this.windows = new Windows(this.shared, (told) => void this.heard(told));
    if (typeof document === "undefined") return;
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.flush();
    });
    window.addEventListener("pagehide", () => void this.flush());
    window.addEventListener("beforeunload", (event) => {
      if (!this.unsaved) return;
      event.preventDefault();
      event.returnValue = true;
    });
  }

  /** Show a document that begins here; it is kept at once. */
  open(document: D): OpenDocument<D> {
    const lock = this.newLock(document.id);
    void lock.take();
    return this.begin(document, lock);
  }

  /**
   * Show a document out of a file. Where the browser keeps another state of it, or another window
   * writes it, the file's becomes a document of its own, so that neither is lost.
   */
  async openFile(document: D, file: Bytes | null = null): Promise<OpenDocument<D>> {
    const secret = this.kind.isSecret(document);
    if (secret) await this.guarded(() => this.drafts.remove(document.id));
    const stored = secret ? null : await this.drafts.read(document.id).catch(() => null);
    const lock = this.newLock(document.id);
    const apart = (stored !== null && !sameJson(stored.document, document)) || !(await lock.take());
    if (apart) lock.release();
    const open = apart ? this.open(this.kind.newId(document)) : this.begin(document, lock);
    this.fileRevision = open.revision;
    if (file !== null) await this.keepFile(file);
    return open;
  }

  /** Show a document of the browser's store, to look at only where another window writes it. */
  async openStored(id: string): Promise<boolean> {
    const lock = this.newLock(id);
    const mine = await lock.take();
    const stored = await this.drafts.read(id);
    if (stored === null) {
      lock.release();
      return false;
    }
    const open = this.show(stored.document, lock);
    this.storedRevision = open.revision;
    this.lastSaved = new Date(stored.at);
    this.saveState = { kind: "saved", at: this.lastSaved };
    this.file = stored.file;
    this.readOnlyBecause(!mine);
    this.changed();
    return true;
  }

  /** 在这里填: the other window becomes the one that only shows. False where it refused. */
  async takeOver(): Promise<boolean> {
    const { current, lock } = this;
    if (current === null || lock === null) return false;
    const { id } = current.document;
    const refused = this.windows.refusal(id);
    this.windows.tell({ kind: "take", id, from: this.windows.me });
    if (!(await lock.takeOver(refused))) return false;
    const stored = await this.drafts.read(id);
    if (stored === null || this.current !== current) {
      lock.release();
      return false;
    }
    current.replace(stored.document);
    // What the other window signed is in the file: without it, the next file kept here would lose it.
    this.file = stored.file;
    this.storedRevision = current.revision;
    this.readOnlyBecause(false);
    return true;
  }

  close(): void {
    void this.flush();
    this.leave();
    this.changed();
  }

  /** Keep the file that belongs to the open document (a review with its files), if it may be kept. */
  async keepFile(bytes: Bytes): Promise<void> {
    const open = this.current;
    this.file = bytes;
    if (open === null || open.readOnly || this.kind.isSecret(open.document)) return;
    if (await this.guarded(() => this.drafts.writeFile(open.document.id, bytes)))
      this.windows.tell({ kind: "file", id: open.document.id });
  }

  /** The document was handed out as a file in the state it has now. */
  markFileSaved(): void {
    if (this.current !== null) this.fileRevision = this.current.revision;
  }

  /** Whether closing the page would lose what was done. */
  get unsaved(): boolean {
    const { current, saveState } = this;
    if (current === null || current.readOnly || current.revision === this.fileRevision) return false;
    return saveState.kind === "failed" || saveState.kind === "secret";
  }

  /** What this browser keeps, the newest first. */
  async list(): Promise<readonly DraftEntry[]> {
    return (await this.drafts.list()).here;
  }

  /** What was kept while the page lay under another path, or bore another name. */
  async keptElsewhere(): Promise<readonly DraftEntry[]> {
    return (await this.drafts.list()).elsewhere;
  }

  /** A copy of what was kept under another path, as a document of its own; the one there stays. */
  async openElsewhere(entry: DraftEntry): Promise<OpenDocument<D> | null> {
    const found = await new Drafts<D>(this.place, entry.page, this.kind).read(entry.id);
    return found === null ? null : this.open(this.kind.newId(found.document));
  }

  versions(id: string): Promise<readonly { readonly at: number; readonly document: D }[]> {
    return this.drafts.versions(id);
  }

  /** Ids of documents that some window of this browser has open. */
  async inUse(): Promise<ReadonlySet<string>> {
    const held = await heldLocks();
    const ids = [...held].filter((name) => name.startsWith(`${this.shared}/`)).map((name) => name.slice(this.shared.length + 1));
    return new Set(ids);
  }

  /** Remove a document, or one that was kept while the page lay under another path. */
  async remove(id: string, path: string = this.path): Promise<Removed | null> {
    if (path !== this.path) return this.removeElsewhere(id, path);
    if (this.current?.document.id === id) {
      await this.flush();
      this.leave();
    }
    const removed = await this.drafts.remove(id);
    this.windows.tell({ kind: "removed", id });
    this.changed();
    return removed;
  }

  private async removeElsewhere(id: string, path: string): Promise<Removed | null> {
    const removed = await new Drafts<D>(this.place, path, this.kind).remove(id);
    this.changed();
    return removed;
  }

  async bringBack(removed: Removed): Promise<void> {
    await this.drafts.bringBack(removed);
    this.changed();
  }

  /** Keep what is not kept yet, now. */
  flush(): Promise<void> {
    const open = this.current;
    return open === null || open.readOnly ? this.writing : this.keep(open);
  }

  private keep(open: OpenDocument<D>): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.changedSince = null;
    const { document, revision } = open;
    if (revision !== this.storedRevision) this.writing = this.writing.then(() => this.write(open, document, revision));
    return this.writing;
  }

  private begin(document: D, lock: DocumentLock): OpenDocument<D> {
    const open = this.show(document, lock);
    this.later();
    return open;
  }

  private show(document: D, lock: DocumentLock): OpenDocument<D> {
    void this.flush();
    this.leave();
    const open = new OpenDocument(document);
    this.current = open;
    this.lock = lock;
    this.storedRevision = NEVER;
    this.fileRevision = NEVER;
    this.saveState = this.kind.isSecret(document) ? { kind: "secret" } : { kind: "none" };
    this.unwatch = open.watch(() => this.later());
    this.changed();
    return open;
  }

  private leave(): void {
    this.unwatch?.();
    this.lock?.release();
    this.unwatch = this.lock = this.current = this.file = this.lastSaved = null;
    this.elsewhere = false;
    this.saveState = { kind: "none" };
  }

  private newLock(id: string): DocumentLock {
    return new DocumentLock(`${this.shared}/${id}`, () => this.readOnlyBecause(true));
  }

  private readOnlyBecause(elsewhere: boolean): void {
    this.elsewhere = elsewhere;
    this.current?.setReadOnly(elsewhere);
    this.changed();
  }

  private later(): void {
    const open = this.current;
    if (open === null || open.readOnly || open.revision === this.storedRevision) return;
    const now = Date.now();
    this.changedSince ??= now;
    if (this.timer !== null) clearTimeout(this.timer);
    // What is secret leaves the store at once; all else waits for a pause.
    const pause = this.kind.isSecret(open.document) ? 0 : Math.min(QUIET, Math.max(0, this.changedSince + LONGEST - now));
    this.timer = setTimeout(() => void this.flush(), pause);
    if (!this.kind.isSecret(open.document)) this.tell({ kind: "saving" });
  }

  private async write(open: OpenDocument<D>, document: D, revision: number): Promise<void> {
    if (this.kind.isSecret(document)) {
      if (this.saveState.kind !== "secret") {
        const removed = await this.guarded(() => this.drafts.remove(document.id));
        if (!removed) return;
        this.windows.tell({ kind: "removed", id: document.id });
      }
      this.kept(open, revision, { kind: "secret" });
      return;
    }
    const at = new Date();
    if (!(await this.guarded(() => this.drafts.write(document, this.kind.describe(document), at.getTime())))) return;
    this.lastSaved = at;
    this.kept(open, revision, { kind: "saved", at });
    this.windows.tell({ kind: "saved", id: document.id });
  }

  private kept(open: OpenDocument<D>, revision: number, state: SaveState): void {
    if (this.current !== open) return;
    this.storedRevision = revision;
    if (open.revision === revision) this.tell(state);
  }

  private async guarded(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      this.tell({ kind: "failed", full: error.full, last: this.lastSaved });
      return false;
    }
  }

  private tell(state: SaveState): void {
    this.saveState = state;
    this.changed();
  }

  private async heard(told: Told): Promise<void> {
    const open = this.current;
    if (open === null || open.document.id !== told.id) return;
    if (told.kind === "take" && !open.readOnly) {
      // Nothing more is typed here while the last of it is written.
      open.setReadOnly(true);
      await this.keep(open);
      if (this.storedRevision === open.revision && this.saveState.kind !== "secret") {
        this.readOnlyBecause(true);
        this.lock?.release();
      } else {
        open.setReadOnly(false);
        this.windows.tell({ kind: "refused", id: told.id, to: told.from });
      }
    } else if (told.kind === "saved" && open.readOnly) {
      const stored = await this.drafts.read(told.id);
      if (stored !== null && this.current === open && open.readOnly) open.replace(stored.document);
    } else if (told.kind === "file" && open.readOnly) {
      const stored = await this.drafts.read(told.id);
      if (stored === null || this.current !== open || !open.readOnly) return;
      this.file = stored.file;
      this.changed();
    } else if (told.kind === "removed" && open.readOnly) {
      this.leave();
      this.changed();
    }
  }
}
