// Files that a person handed over, read one after another; one that fails never stops the rest.

import type { PageDocument } from "../document/document";
import { readDraft } from "../document/draft_file";
import { projectName } from "../document/new_document";
import { EngineRefusal, Superseded, type Bytes, type Engine } from "../engine/client";
import { isDraftFile } from "../frame/drafts";
import { bytesOf, type GivenFile } from "../frame/files";
import { FRAME } from "../frame/words";
import type { BroughtForm, PageProblem, ReadAnswer, ReadAsk } from "../messages";
import { Watched } from "../watched";
import { DRAFT_WORDS } from "./words";

export interface FileAtHand extends GivenFile {
  readonly key: number;
  readonly state: "waiting" | "reading" | "read" | "failed";
  readonly answer: ReadAnswer | null;
  /** Of a draft file: the whole document. */
  readonly draft: PageDocument | null;
  readonly problems: readonly PageProblem[];
}

/** What a person chose for a file in place of what was found. */
type Choice = Pick<ReadAsk, "take_as" | "set">;
type Outcome = Pick<FileAtHand, "state"> & Partial<FileAtHand>;

const FRESH = { state: "waiting", answer: null, draft: null, problems: [] } as const;

export class Intake extends Watched {
  files: readonly FileAtHand[] = [];
  private nextKey = 1;
  private running = false;
  private readonly choices = new Map<number, Choice>();

  constructor(private readonly engine: Engine, private readonly year: number | null = null) {
    super();
  }

  add(given: readonly GivenFile[]): void {
    this.files = [...this.files, ...given.map((file): FileAtHand => ({ ...file, ...FRESH, key: this.nextKey++ }))];
    this.changed();
    void this.run();
  }

  /** Read a file again, as a person says that it is. */
  choose(key: number, choice: Choice): void {
    this.choices.set(key, { ...this.choices.get(key), ...choice });
    this.put(key, FRESH);
    void this.run();
  }

  drop(key: number): void {
    this.files = this.files.filter((file) => file.key !== key);
    this.changed();
  }

  /** Keep what was read, leave what waits. */
  stop(): void {
    this.files = this.files.filter((file) => file.state !== "waiting");
    this.changed();
  }

  clear(): void {
    this.files = [];
    this.changed();
  }

  private put(key: number, part: Partial<FileAtHand>): void {
    this.files = this.files.map((file) => (file.key === key ? { ...file, ...part } : file));
    this.changed();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (;;) {
      const next = this.files.find((file) => file.state === "waiting");
      if (next === undefined) break;
      this.put(next.key, { state: "reading" });
      this.put(next.key, await this.read(next));
    }
    this.running = false;
  }

  private async read(file: FileAtHand): Promise<Outcome> {
    const failed = (what: string, todo: string): Outcome => ({
      state: "failed",
      problems: [{ where: file.name, what, todo, code: "" }],
    });
    try {
      const bytes = await bytesOf(file);
      if (isDraftFile(file.name)) return readDraftFile(bytes, failed);
      const given = { name: file.name, folder: file.folder, file: 0 };
      const ask: ReadAsk = { given, year: this.year, ...this.choices.get(file.key) };
      const { body, problems } = await this.engine.ask("read", ask, { files: [bytes] });
      return { state: "read", answer: body, problems };
    } catch (error) {
      if (error instanceof EngineRefusal) return { state: "failed", problems: error.problems };
      if (error instanceof Superseded) return failed("停下了，没有读完", "要读的话，再拖一次。");
      // The file was moved or changed after it was dropped, or the browser may not read it.
      if (error instanceof DOMException) return failed("打不开", "文件可能移走了，或者正在别的程序里打开。关掉它再拖一次。");
      throw error;
    }
  }
}

/** A draft needs no engine: the page reads what it wrote. */
function readDraftFile(bytes: Bytes, failed: (what: string, todo: string) => Outcome): Outcome {
  const read = readDraft(bytes);
  if (read.kind === "newer") return failed(FRAME.newer, "");
  if (read.kind === "broken") return failed(`${FRAME.brokenDraft}：${read.why}`, FRAME.brokenDraftTodo);
  const { document } = read;
  const forms = document.submissions.map((submission, index): BroughtForm => {
    const rows = submission.indicators ?? [];
    return {
      title: projectName(document, index),
      unit: submission.secret === true ? "" : (submission.unit ?? ""),
      year: Number(submission.year) || null,
      set: submission.set,
      set_by: "form",
      offers: [],
      rows: rows.length,
      submission: submission as unknown as Record<string, unknown>,
      brought: [DRAFT_WORDS.all],
      left_out: [],
      repairs: [],
      unplaced: [],
      secret: submission.secret === true,
    };
  });
  const answer: ReadAnswer = {
    kind: "draft", kind_words: DRAFT_WORDS.kind, forms, kept_for_export: false, note: "", problems: [],
  };
  return { state: "read", answer, draft: document };
}
