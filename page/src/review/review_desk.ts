// The desk: what was read, what was found, what is pending, where the evaluator stands. One state, never
// changed in place; everything that is computed comes from the engine.

import { newId } from "../document/new_document";
import { batchOf, rowsCommand } from "../document/commands";
import { DESK_SCHEMA, type DeskDocument } from "../document/desk";
import type { Json } from "../document/document";
import { EngineRefusal, Superseded, type Bytes } from "../engine/client";
import { bytesOf, type GivenFile } from "../frame/files";
import type {
  AddedFile,
  BatchTotals,
  FindingLine,
  MergeReport,
  PageProblem,
  PendingGiven,
  ReviewAddAnswer,
  ReviewFormLine,
  ReviewSourceAnswer,
  ReviewTracksAnswer,
  ReviewWords,
  UnknownForm,
} from "../messages";
import type { Page } from "../page";
import { Watched } from "../watched";
import type { OpenDocument } from "../store/open_document";
import type { Chosen } from "./facets";
import type { Grouping } from "./queue_order";
import { words as say } from "./words";

/** A file above this is not even taken into memory. */
const MOST_BYTES = 200 * 1024 * 1024;
/** Files and ledger are kept in the browser after so many milliseconds without a change. */
const KEPT_AFTER = 1500;
/** While reading goes on, files are kept after so many. */
const KEPT_FILES = 100;
const NOT_KEPT = "review-not-kept";
const KEPT_NAME = "复核.ziping-review";
/** While reading goes on the queue is asked for after so many files. */
const LISTED_AFTER = 20;
/** A message takes so many files and bytes: with each one the engine gathers all forms anew. */
const GROUP_FILES = 10;
const GROUP_BYTES = 4 * 1024 * 1024;

export interface Reading {
  readonly done: number;
  readonly of: number;
  readonly startedAt: number;
  readonly now: number;
  readonly running: boolean;
}

export interface ReviewState {
  readonly words: ReviewWords | null;
  readonly files: readonly AddedFile[];
  readonly reading: Reading | null;
  readonly batch: BatchTotals | null;
  readonly unknown: readonly UnknownForm[];
  readonly forms: readonly ReviewFormLine[];
  readonly findings: ReadonlyMap<string, readonly FindingLine[]>;
  readonly merged: MergeReport | null;
  readonly unused: readonly PageProblem[];
  readonly tracks: ReviewTracksAnswer | null;
  readonly source: ReviewSourceAnswer | null;
  readonly chosen: Chosen;
  readonly search: string;
  readonly grouping: Grouping;
  readonly ticked: ReadonlySet<string>;
  /** Row of the queue that is current. */
  readonly current: number;
  readonly problems: readonly PageProblem[];
}

/** By default what may take points: ■ and ◆. */
export const FIRST_CHOICE: Chosen = { kind: ["edit", "ask"] };

const EMPTY: ReviewState = {
  words: null,
  files: [],
  reading: null,
  batch: null,
  unknown: [],
  forms: [],
  findings: new Map(),
  merged: null,
  unused: [],
  tracks: null,
  source: null,
  chosen: FIRST_CHOICE,
  search: "",
  grouping: "stake",
  ticked: new Set(),
  current: 0,
  problems: [],
};

/** A decision on a row, to be put in place of what is pending there; null takes it away. */
export interface Wanted {
  readonly form: string;
  readonly row: string;
  readonly entry: PendingGiven | null;
}

export class ReviewDesk extends Watched {
  private now: ReviewState = EMPTY;
  private waiting: GivenFile[] = [];
  private seen: readonly PendingGiven[] = [];
  private open: OpenDocument<DeskDocument> | null = null;
  private unwatch: (() => void) | null = null;
  private wasReady = false;
  /** Fulfilled while the engine holds the review that is shown; one that begins anew holds none. */
  private held: Promise<void> = Promise.resolve();
  private isHeld: (() => void) | null = null;
  /** Files that the engine has read and that are in no review file yet. */
  private unkept: GivenFile[] = [];
  private groupSize = 1;
  private isResuming = false;
  /** The review file that the engine was given, or made. */
  private file: Bytes | null = null;
  private shown: string | null = null;
  private keeping: ReturnType<typeof setTimeout> | null = null;

  constructor(readonly page: Page) {
    super();
    page.review.watch(() => this.opened());
    page.routes.watch(() => this.routed());
    page.engine.watch(({ kind }) => {
      if (kind === "loading" && this.wasReady) this.engineGone();
      if (kind !== "ready" || this.wasReady) return;
      this.wasReady = true;
      void this.engineBegan();
    });
    this.opened();
    this.routed();
  }

  /** Until the next engine was given the review, nothing is read, and nothing is kept of it. */
  private engineGone(): void {
    this.wasReady = false;
    if (this.isHeld === null) this.held = new Promise((resolve) => (this.isHeld = resolve));
  }

  /** An engine that begins anew knows nothing: it is given what was kept, and reads the rest again. */
  private async engineBegan(): Promise<void> {
    await this.begin();
    if (this.isHeld === null) return;
    const { file } = this.page.review;
    const had = this.now.forms.length > 0;
    if (file !== null) {
      if (!(await this.takeUp(file))) return;
    } else if (had) {
      this.change({ ...EMPTY, words: this.now.words, reading: this.now.reading });
    }
    this.isHeld();
    this.isHeld = null;
    const again = this.unkept.splice(0);
    if (again.length > 0) return this.readAgain(again);
    if (file !== null || !had) return;
    const lost = { where: "", what: say.engineForgot, todo: say.engineForgotTodo, code: "" };
    this.change({ problems: [lost] });
    this.page.routes.navigate({ place: "review", screen: "intake" });
  }

  get state(): ReviewState {
    return this.now;
  }

  get engine(): Page["engine"] {
    return this.page.engine;
  }

  change(part: Partial<ReviewState>): void {
    this.now = { ...this.now, ...part };
    this.changed();
  }

  /** Decisions that have not reached the ledger. */
  get pending(): readonly PendingGiven[] {
    return (this.open?.document.pending ?? []) as unknown as readonly PendingGiven[];
  }

  /** Another window writes this review: here it is only looked at. */
  get readOnly(): boolean {
    return this.open?.readOnly ?? false;
  }

  /** Whether replacing what lies on the desk would lose it: the browser keeps nothing of it. */
  get isKeptNowhere(): boolean {
    return this.now.forms.some((form) => form.secret) || this.page.review.saveState.kind === "failed";
  }

  /** Who decides; asked once and kept with the desk. */
  get by(): string {
    const by = this.open?.document.ui["by"];
    return typeof by === "string" ? by : "";
  }

  /** What the batch is called: year and unit, where all forms share them; nothing of a secret one. */
  get title(): string {
    const shared = (of: (form: ReviewFormLine) => string): string => {
      const found = new Set(this.now.forms.filter((form) => !form.secret).map(of).filter((one) => one !== ""));
      return found.size === 1 ? ([...found][0] ?? "") : "";
    };
    const year = shared((form) => (form.year === null ? "" : `${form.year}年度`));
    const unit = shared((form) => form.department) || shared((form) => form.unit);
    return [year, unit].filter((part) => part !== "").join(" · ");
  }

  /** Fetch the words of the review, once the engine is there. */
  async begin(): Promise<void> {
    if (this.now.words !== null) return;
    await this.trying(async () => {
      const { body } = await this.engine.ask("review.words", {});
      this.change({ words: body });
    });
  }

  /** A desk is there from the first file on. */
  private ready(): OpenDocument<DeskDocument> {
    return (
      this.page.review.current ??
      this.page.review.open({ schema: DESK_SCHEMA, id: newId(), title: "", pending: [], ui: {} })
    );
  }

  /** Another document is on the desk: look at its decisions from now on. */
  private opened(): void {
    const { current, file } = this.page.review;
    if (current === this.open) {
      if (current !== null && file !== null && file !== this.file && !this.isResuming) {
        this.unkept = [];
        void this.takeUp(file);
      }
      return;
    }
    this.unwatch?.();
    this.open = current;
    this.unwatch = current?.watch(() => void this.pendingBecame()) ?? null;
    void this.pendingBecame();
  }

  // Taking files in

  async addFiles(gathered: readonly GivenFile[]): Promise<void> {
    if (gathered.length === 0 || this.onlyLooks()) return;
    this.ready();
    this.waiting.push(...gathered);
    const before = this.now.reading;
    const running = before?.running === true;
    const now = Date.now();
    this.change({
      reading:
        running && before !== null
          ? { ...before, of: before.of + gathered.length, now }
          : { done: 0, of: this.waiting.length, startedAt: now, now, running: true },
    });
    if (!running) await this.readOn();
  }

  /** Whether another window writes the review; then it is said. */
  private onlyLooks(): boolean {
    if (this.readOnly) this.change({ problems: [ONLY_LOOKS] });
    return this.readOnly;
  }

  /** Stop reading; what was read is kept, and reading can go on. */
  stop(): void {
    const reading = this.now.reading;
    if (reading !== null) this.change({ reading: { ...reading, running: false } });
  }

  async goOn(): Promise<void> {
    const reading = this.now.reading;
    if (reading === null || reading.running || this.waiting.length === 0) return;
    this.change({ reading: { ...reading, startedAt: Date.now(), now: Date.now(), running: true } });
    await this.readOn();
  }

  /** Files that an engine had read before it ended come first. */
  private async readAgain(again: readonly GivenFile[]): Promise<void> {
    this.waiting.unshift(...again);
    this.readExcept(0);
    await this.goOn();
  }

  private async readOn(): Promise<void> {
    let changed = new Set<string>();
    let since = 0;
    this.groupSize = 1;
    while (this.now.reading?.running === true && !this.readOnly) {
      const group = this.nextGroup();
      if (group.length === 0) break;
      for (const form of await this.readGroup(group)) changed.add(form);
      since += group.length;
      this.readExcept(0);
      if (since >= LISTED_AFTER || this.now.forms.length === 0) {
        await this.list([...changed]);
        await this.askUnknown();
        [changed, since] = [new Set(), 0];
        if (this.unkept.length >= KEPT_FILES) await this.keep();
      }
    }
    const reading = this.now.reading;
    if (reading !== null) this.change({ reading: { ...reading, running: false } });
    await this.askUnknown();
    await this.list([...changed]);
    this.keepLater();
  }

  /** The first message brings one file, so that something can be looked at soon; then they grow. */
  private nextGroup(): GivenFile[] {
    let bytes = 0;
    let count = 0;
    for (const { file } of this.waiting.slice(0, this.groupSize)) {
      bytes += file.size;
      if (count > 0 && bytes > GROUP_BYTES) break;
      count += 1;
    }
    this.groupSize = Math.min(GROUP_FILES, this.groupSize * 2);
    return this.waiting.splice(0, count);
  }

  /** All are read but those that wait, and so many of the message that is being answered. */
  private readExcept(left: number): void {
    const { reading } = this.now;
    if (reading === null) return;
    this.change({ reading: { ...reading, done: reading.of - this.waiting.length - left, now: Date.now() } });
  }

  /** Read some files in one message; where that fails each by itself, so that one bad one stops no other. */
  private async readGroup(group: readonly GivenFile[], behind = 0): Promise<readonly string[]> {
    const given: { readonly name: string; readonly folder: string; readonly file: number }[] = [];
    const files: Bytes[] = [];
    const read: GivenFile[] = [];
    for (const gathered of group) {
      const bytes = await this.bytesIn(gathered);
      if (bytes === null) continue;
      given.push({ name: gathered.name, folder: gathered.folder, file: files.length });
      files.push(bytes);
      read.push(gathered);
    }
    if (read.length === 0) return [];
    await this.held;
    try {
      const { body } = await this.engine.ask(
        "review.add",
        { files: given },
        { files, onProgress: ({ done, of }) => this.readExcept(of - done + behind) },
      );
      this.unkept.push(...read);
      this.took(body);
      return body.changed;
    } catch (error) {
      const [only, ...others] = read;
      if (only === undefined) return [];
      if (others.length === 0) {
        const [problem] = error instanceof Superseded ? [STOPPED] : problemsOf(error);
        this.notRead(pathOf(only), problem?.what ?? say.failed, problem?.todo ?? "");
        return [];
      }
      const changed: string[] = [];
      for (const [index, one] of read.entries()) {
        const left = read.length - 1 - index;
        changed.push(...(await this.readGroup([one], behind + left)));
        this.readExcept(behind + left);
      }
      return changed;
    }
  }

  private async bytesIn(gathered: GivenFile): Promise<Bytes | null> {
    if (gathered.file.size > MOST_BYTES) {
      this.notRead(pathOf(gathered), say.tooLarge, say.tooLargeTodo);
      return null;
    }
    try {
      return await bytesOf(gathered);
    } catch {
      this.notRead(pathOf(gathered), say.unreadable, say.unreadableTodo);
      return null;
    }
  }

  private notRead(path: string, read: string, rule: string): void {
    const line: AddedFile = {
      name: path,
      kind: "",
      severity: "edit",
      read,
      rule,
      forms: [],
      unknown: 0,
      restored: 0,
      entries: 0,
      skipped: read,
      problems: [],
    };
    this.change({ files: [...this.now.files.filter((one) => one.name !== path), line] });
  }

  /** Lay what an operation on files answered into the state. */
  private took(answer: ReviewAddAnswer): void {
    const names = new Set(answer.files.map((file) => file.name));
    const gone = new Set(answer.gone);
    const findings = new Map([...this.now.findings].filter(([form]) => !gone.has(form)));
    this.change({
      files: [...this.now.files.filter((file) => !names.has(file.name)), ...answer.files],
      batch: answer.batch,
      forms: this.now.forms.filter((form) => !gone.has(form.form)),
      findings,
    });
    if (answer.merged !== null) this.mergedIn(answer.merged);
  }

  /** Drafts of a review file lie on the desk beside what is pending there; none of either is dropped. */
  private mergedIn(merged: MergeReport): void {
    const open = this.ready();
    const had = new Set(this.pending.map((one) => keyOf(one)));
    const fresh = merged.drafts.filter((draft) => !had.has(keyOf(draft)));
    if (fresh.length > 0)
      open.replace({ ...open.document, pending: [...open.document.pending, ...fresh.map(asJson)] });
    this.change({ merged });
  }

  async choose(kind: string, set: string): Promise<void> {
    if (this.onlyLooks()) return;
    await this.trying(async () => {
      const { body } = await this.engine.ask("review.choose", { kind, set });
      this.took(body);
      await this.list(body.changed);
      await this.askUnknown();
      this.keepLater();
    });
  }

  async drop(file: string): Promise<void> {
    if (this.onlyLooks()) return;
    await this.trying(async () => {
      const { body } = await this.engine.ask("review.drop", { files: [file] });
      this.change({ files: this.now.files.filter((one) => one.name !== file) });
      this.took(body);
      await this.list(body.changed);
      await this.askUnknown();
      this.keepLater();
    });
  }

  /** Open a review file, alone or merged with what is there. */
  async openReview(name: string, bytes: Bytes, keep: boolean): Promise<void> {
    if (keep && this.onlyLooks()) return;
    await this.trying(async () => {
      await this.keepWhatWaits();
      const body = { given: { name, file: 0 }, keep };
      const answered = await this.engine.ask("review.open", body, { files: [bytes] });
      // Only now: a file that cannot be opened leaves the desk as it is.
      if (!keep) this.empty();
      this.ready();
      this.took(answered.body);
      await this.list(null);
      await this.askUnknown();
      this.keepLater();
    });
  }

  /** 接着复核: a review as this browser kept it. */
  async resume(id: string): Promise<void> {
    await this.keepWhatWaits();
    this.waiting = [];
    this.unkept = [];
    this.change({ ...EMPTY, words: this.now.words });
    this.isResuming = true;
    const found = await this.page.review.openStored(id);
    this.isResuming = false;
    if (!found) return;
    const { file } = this.page.review;
    if (file !== null) await this.takeUp(file);
    else await this.trying(async () => void (await this.engine.ask("review.reset", {})));
    this.page.routes.navigate({ place: "review", screen: this.now.forms.length > 0 ? "queue" : "intake" });
  }

  /** Give the engine files and ledger; what is pending lies in the document already. */
  private async takeUp(file: Bytes): Promise<boolean> {
    this.file = file;
    let taken = false;
    await this.trying(async () => {
      const ask = { given: { name: KEPT_NAME, file: 0 }, keep: false };
      const { body } = await this.engine.ask("review.open", ask, { files: [file] });
      this.change({ files: this.now.files.filter((one) => one.skipped !== "") });
      this.took({ ...body, merged: null });
      taken = true;
      await this.list(null);
      await this.askUnknown();
    });
    return taken;
  }

  private empty(): void {
    const { words } = this.now;
    this.waiting = [];
    this.unkept = [];
    this.page.review.close();
    this.change({ ...EMPTY, words });
  }

  async reset(): Promise<void> {
    await this.trying(async () => {
      await this.keepWhatWaits();
      await this.engine.ask("review.reset", {});
      this.empty();
    });
  }

  private async askUnknown(): Promise<void> {
    if ((this.now.batch?.unknown ?? 0) === 0) {
      this.change({ unknown: [] });
      return;
    }
    await this.trying(async () => {
      const { body } = await this.engine.ask("review.unknown", {});
      this.change({ unknown: body.kinds });
    });
  }

  // The queue

  /** Ask for forms and their findings again; all of them for null. */
  async list(forms: readonly string[] | null): Promise<void> {
    if (forms !== null && forms.length === 0) return;
    await this.trying(async () => {
      const { body } = await this.engine.ask("review.list", { forms, pending: this.pending });
      const asked = new Set(forms ?? body.forms.map((line) => line.form));
      const fresh = new Map(body.forms.map((line) => [line.form, line]));
      const kept = forms === null ? [] : this.now.forms.filter((line) => !asked.has(line.form) || fresh.has(line.form));
      const lines = kept.map((line) => fresh.get(line.form) ?? line);
      const known = new Set(lines.map((line) => line.form));
      const findings = new Map(forms === null ? [] : this.now.findings);
      for (const form of asked) findings.set(form, []);
      for (const finding of body.findings)
        findings.set(finding.form, [...(findings.get(finding.form) ?? []), finding]);
      this.change({
        forms: [...lines, ...body.forms.filter((line) => !known.has(line.form))],
        findings,
        batch: body.batch,
        unused: body.unused,
      });
      this.describe();
    });
  }

  /** Title and secrecy of what lies on the desk, for the browser's store; no step to undo. */
  private describe(): void {
    const title = this.title || say.formsRead(this.now.forms.length);
    const secret = this.now.forms.some((form) => form.secret);
    const open = this.open;
    if (open === null || (open.document.title === title && open.document.ui["secret"] === secret)) return;
    open.amend((now) => ({ ...now, title, ui: { ...now.ui, secret } }));
  }

  /** Keep files and ledger in the browser, once nothing has changed for a while. */
  private keepLater(): void {
    if (this.keeping !== null) clearTimeout(this.keeping);
    this.keeping = setTimeout(() => void this.keep(), KEPT_AFTER);
  }

  /** Another review comes in the place of this one: what a pause was waited for is kept now. */
  private async keepWhatWaits(): Promise<void> {
    if (this.keeping === null) return;
    clearTimeout(this.keeping);
    await this.keep();
  }

  /** False where the engine ended meanwhile: what it held and was not kept is gone. */
  private async keep(): Promise<boolean> {
    this.keeping = null;
    if (this.open === null || this.open.readOnly || this.now.forms.length === 0) return true;
    // An engine that does not hold this review would lay an empty one over it.
    if (this.isHeld !== null) return false;
    const { id } = this.open.document;
    const read = this.unkept.length;
    try {
      const { body, files } = await this.engine.ask("review.save", { pending: [] });
      const bytes = files[body.file.file];
      if (bytes !== undefined && this.open?.document.id === id) {
        this.file = bytes;
        this.unkept.splice(0, read);
        await this.page.review.keepFile(bytes);
      }
      this.page.notices.dismiss(NOT_KEPT);
    } catch (error) {
      if (error instanceof Superseded) return false;
      // What is pending is kept all the same; what was signed is in the engine's memory alone.
      this.page.notices.notify({
        key: NOT_KEPT,
        severity: "edit",
        title: say.notKept,
        text: say.notKeptText,
        actions: [{ text: say.again, run: () => void this.keep() }],
      });
      if (this.isHeld !== null) return false;
    }
    return true;
  }

  // A project

  /** Another project is shown: ask how it stands now, whatever was known of it before. */
  private routed(): void {
    const form = this.formNow();
    if (form === this.shown) return;
    this.shown = form;
    if (form === null) return;
    this.change({ tracks: null, source: null });
    void this.askTracks();
  }

  /** Ask for where the project stands that is shown. */
  async askTracks(): Promise<void> {
    const form = this.formNow();
    if (form === null) return;
    await this.trying(async () => {
      const pending = this.pending.filter((one) => one.form === form);
      const { body } = await this.engine.ask(
        "review.tracks",
        { form, pending },
        { lane: "review.tracks" },
      );
      if (body.line.form === this.formNow()) this.change({ tracks: body });
    });
  }

  async askSource(at: string): Promise<void> {
    const form = this.formNow();
    if (form === null) return;
    await this.trying(async () => {
      const { body } = await this.engine.ask(
        "review.source",
        { form, place: at },
        { lane: "review.source" },
      );
      if (form === this.formNow()) this.change({ source: body });
    });
  }

  private formNow(): string | null {
    const route = this.page.routes.now;
    return route.place === "review" && route.screen === "project" ? route.project : null;
  }

  // Deciding

  /** Put decisions in place of what is pending on their rows; one undo. */
  decide(what: string, wanted: readonly Wanted[]): void {
    const open = this.ready();
    const makers = wanted.map((one) => (now: unknown) => {
      const pending = (now as DeskDocument).pending as unknown as readonly PendingGiven[];
      const at = pending.findIndex((had) => had.form === one.form && had.row === one.row);
      const insert = one.entry === null ? [] : [asJson(one.entry)];
      return at < 0
        ? rowsCommand(now, "pending", pending.length, 0, insert)
        : rowsCommand(now, "pending", at, 1, insert);
    });
    open.run(batchOf(open.document, makers), what);
  }

  /** Ask again for the forms whose pending decisions are others than before. */
  private async pendingBecame(): Promise<void> {
    const { pending } = this;
    if (pending === this.seen) return;
    const [before, after] = [new Set(this.seen), new Set(pending)];
    const forms = new Set(
      [...this.seen.filter((one) => !after.has(one)), ...pending.filter((one) => !before.has(one))].map(
        (one) => one.form,
      ),
    );
    this.seen = pending;
    this.changed();
    if (forms.size === 0 || this.now.forms.length === 0) return;
    await Promise.all([this.list([...forms]), this.askTracks()]);
  }

  /**
   * What stands in the ledger is pending no more, and undo does not reach behind it. The ledger is
   * kept first: a window that dies between leaves a decision in both, never in neither.
   */
  async reached(taken: readonly PendingGiven[], by: string, forms: readonly string[] | null): Promise<void> {
    if (!(await this.keep())) throw new EngineRefusal([{ where: "", what: say.actLost, todo: say.actLostTodo, code: "" }]);
    const open = this.ready();
    const keys = new Set(taken.map((one) => keyOf(one)));
    const ui = { ...open.document.ui, by };
    open.replace({ ...open.document, pending: this.pending.filter((one) => !keys.has(keyOf(one))).map(asJson), ui });
    await Promise.all([this.list(forms), this.askTracks()]);
  }

  /** What went into a review file as drafts bears their ids; what was decided meanwhile stays as it is. */
  async savedAs(asked: readonly PendingGiven[], left: readonly PendingGiven[]): Promise<void> {
    if (this.readOnly) return;
    const open = this.ready();
    const drafts = new Map(left.map((one) => [keyOf(one), one]));
    const same = new Set(asked);
    const pending = this.pending.map((one) => (same.has(one) ? (drafts.get(keyOf(one)) ?? one) : one));
    open.replace({ ...open.document, pending: pending.map(asJson) });
    await Promise.all([this.keep(), this.list(null), this.askTracks()]);
  }

  /** Do something and keep what went wrong as problems; what was replaced by a newer wish is nothing. */
  async trying(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      if (error instanceof Superseded) return;
      this.change({ problems: problemsOf(error) });
    }
  }
}

/** Why nothing is taken in by a window that only looks on. */
export const ONLY_LOOKS: PageProblem = { where: "", what: say.onlyLooks, todo: say.onlyLooksTodo, code: "" };

/** What is said of a file during which the engine was stopped. */
const STOPPED: PageProblem = { where: "", what: say.notReadWhole, todo: say.notReadWholeTodo, code: "" };

export function problemsOf(error: unknown): readonly PageProblem[] {
  if (error instanceof EngineRefusal && error.problems.length > 0) return error.problems;
  const what = error instanceof Error ? `${say.failed}：${error.message}` : say.failed;
  return [{ where: "", what, todo: "", code: "" }];
}

function pathOf({ name, folder }: GivenFile): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The row that a decision is about. */
export function keyOf(entry: PendingGiven): string {
  return JSON.stringify([entry.form, entry.row]);
}

function asJson(entry: PendingGiven): Json {
  return entry as unknown as Json;
}
