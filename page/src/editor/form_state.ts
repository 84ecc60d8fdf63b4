// Where the editor of one form stands: cursor, what is typed, what is open; and the few ways to change it.

import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Command, DocumentStore, DraftSubmission } from "../document/document";
import { ownTotal, pointsTotal } from "../document/own_total";
import type { Engine } from "../engine/client";
import type { Scores } from "../engine/scores";
import { usePage, useTyping } from "../hooks";
import type { CheckLine, FormLayoutAnswer } from "../messages";
import * as changes from "./changes";
import type { Place } from "./changes";
import { computedOf } from "./computed";
import { buildGrid } from "./grid/build";
import type { Grid, GridCell, GridRow } from "./grid/cells";
import { canEdit } from "./grid/cells";
import { areaOf, cellAt, cellsIn, firstSpot, rowIndex, settled } from "./grid/selection";
import type { Area, Selection, Spot } from "./grid/selection";
import { readText, sumOfTexts } from "./grid/values";
import { marginLines, openCounts } from "./margin";
import type { MarginLine } from "./margin";
import type { PastePlan, Written } from "./paste/plan";
import { marksOf, placedLines, sectionOf, spotOf, spotOfItem, withFaults } from "./problems";
import type { PanelKind } from "./row_panel";
import { useWidth } from "./sizes";
import type { Sizes } from "./sizes";
import { DID, STATUS } from "./words";
import type { Severity } from "./words";

export interface FormEditorProps {
  readonly store: DocumentStore;
  readonly submission: number;
  readonly typed: DraftSubmission;
  readonly layout: FormLayoutAnswer;
  readonly scores: Scores;
  readonly engine: Engine;
  readonly engineReady: boolean;
  readonly at: string | undefined;
  readonly explain: boolean;
  readonly onFinish: () => void;
}

export type EditorDialog = { readonly plan: PastePlan } | { readonly refused: string } | "paste" | "bring";

export interface FormState {
  readonly props: FormEditorProps;
  readonly place: Place;
  readonly readOnly: boolean;
  readonly sizes: Sizes;
  readonly grid: Grid;
  readonly lines: ReadonlyMap<string, MarginLine>;
  readonly marks: ReadonlyMap<string, Severity>;
  readonly counts: ReturnType<typeof openCounts>;
  readonly typedTotal: string | null;
  readonly typedPoints: string | null;
  readonly open: ReadonlySet<string>;

  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly table: RefObject<HTMLTableElement | null>;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly root: RefObject<HTMLDivElement | null>;

  /** The cell into which is typed, and where the selection ends. */
  readonly at: Spot;
  readonly corner: Spot;
  readonly cell: GridCell | null;
  readonly row: GridRow | null;
  readonly area: Area | null;
  readonly several: readonly GridCell[];
  choose(selection: Selection): void;
  go(spot: Spot | null, extend?: boolean): void;
  goTo(path: string, item?: CheckLine): void;
  toggle(section: string): void;
  focus(): void;

  /** What is being typed; null while the cell is only chosen. */
  readonly draft: string | null;
  setDraft(text: string | null): void;
  accept(): void;
  openCell(): void;
  onType(text: string): void;
  onComposing(): void;
  onComposed(): void;

  run(command: Command, what: string): void;
  write(written: readonly Written[], what: string): void;

  readonly said: string;
  say(text: string): void;
  readonly panel: PanelKind | null;
  setPanel(panel: PanelKind | null): void;
  readonly dialog: EditorDialog | null;
  setDialog(dialog: EditorDialog | null): void;
  /** Row whose 怎么算的 is open. */
  readonly explained: string | null;
  setExplained(at: string | null): void;
  /** Row whose card was closed, and row whose card was asked for. */
  readonly closedCard: string;
  readonly calledCard: string;
  closeCard(): void;
  callCard(): void;
  showCards(): void;
}

export function useFormState(props: FormEditorProps): FormState {
  const { store, submission, typed, layout, scores } = props;
  const { score, check } = scores;
  const { kept } = store.document.ui;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const sizes = useWidth(scroller);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => unfilledSections(layout, typed));
  const typedTotal = useMemo(() => ownTotal(typed), [typed]);
  const typedPoints = useMemo(() => withExecution(pointsTotal(typed), layout.execution_points), [typed, layout]);
  const computed = useMemo(() => computedOf(score, typedTotal, typedPoints), [score, typedTotal, typedPoints]);
  const grid = useMemo(
    () => buildGrid({ layout, submission: typed, computed, width: sizes.form, open }),
    [layout, typed, computed, sizes.form, open],
  );
  const lines = useMemo(
    () => placedLines(grid, layout, withFaults(marginLines(score, check, kept, submission), score?.typed ?? [])),
    [grid, layout, score, check, kept, submission],
  );
  const marks = useMemo(() => marksOf(grid, score, check, kept, submission), [grid, score, check, kept, submission]);
  const counts = useMemo(() => openCounts(check, kept, submission), [check, kept, submission]);

  const [chosen, choose] = useState<Selection>(() => one(firstSpot(grid)));
  const [said, say] = useState("");
  const [panel, showPanel] = useState<PanelKind | null>(null);
  const [dialog, setDialog] = useState<EditorDialog | null>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const [closedCard, setClosedCard] = useState("");
  const [calledCard, setCalledCard] = useState("");
  const near = useRef(0);
  const goal = useRef<string | null>(null);
  const asked = useRef(new Set<string>());

  // As in spreadsheets: what is typed goes to the cell where a selection began.
  const at = settled(grid, chosen.anchor, near.current);
  const corner = cellAt(grid, chosen.at) === null ? at : chosen.at;
  near.current = rowIndex(grid, at);
  const cell = cellAt(grid, at);
  const row = grid.rows[near.current] ?? null;
  const area = areaOf(grid, { anchor: at, at: corner });
  const several = area === null ? [] : cellsIn(grid, area);
  const { readOnly } = store;
  const place: Place = {
    get document() {
      return store.document;
    },
    submission,
  };

  const focus = () => input.current?.focus({ preventScroll: true });
  const run = (command: Command, what: string) => store.run(command, what);
  const go = (spot: Spot | null, extend = false) => {
    if (spot === null) return;
    choose(extend ? { anchor: at, at: spot } : one(spot));
    say("");
    if (!extend) setCalledCard("");
  };
  const goTo = (path: string, item?: CheckLine) => {
    const section = sectionOf(layout, path);
    if (section !== "indicators" && !open.has(section)) {
      goal.current = path;
      setOpen(new Set([...open, section]));
    } else {
      go(item === undefined ? spotOf(grid, path) : spotOfItem(grid, item));
    }
  };
  // A place in a section that was folded is there after the next drawing.
  useLayoutEffect(() => {
    if (goal.current !== null) go(spotOf(grid, goal.current));
    goal.current = null;
  }, [grid]);
  const page = usePage();
  const setPanel = (next: PanelKind | null) => {
    // What stands in the panel that is left belongs to its row, and is taken first.
    page.settle();
    showPanel(next);
  };
  const toggle = (section: string) => {
    const next = new Set(open);
    if (!next.delete(section)) next.add(section);
    setOpen(next);
  };

  const typing = useTypedText({
    cell, row, readOnly, input, say,
    onAccept: (text) => {
      if (cell === null || row === null || text === cell.text) return;
      const before = cell.text;
      run(changes.writing(place, [{ cell, text }]), DID.typed(cell.heading));
      if (cell.field !== "target" || !row.at.startsWith("indicators/") || asked.current.has(row.at)) return;
      // A target that the person writes now is nobody's yet; one that stood there was brought or agreed before.
      asked.current.add(row.at);
      if (before.trim() === "" || readText(typed, `${row.at}/adjustment/document`) !== "") return;
      setPanel({ kind: "changed", at: row.at, from: before, to: text.trim() });
    },
    onFold: toggle,
  });

  return {
    props, place, readOnly, sizes, grid, lines, marks, counts, typedTotal, typedPoints, open,
    scroller, table, input, root, at, corner, cell, row, area, several,
    choose, go, goTo, toggle, focus, ...typing, run,
    write: (written, what) => {
      if (written.length > 0 && !readOnly) run(changes.writing(place, written), what);
    },
    said, say, panel, setPanel, dialog, setDialog, explained, setExplained, closedCard, calledCard,
    closeCard: () => {
      setClosedCard(row?.at ?? "");
      setCalledCard("");
    },
    callCard: () => {
      setClosedCard("");
      setCalledCard(row?.at ?? "");
    },
    showCards: () => setClosedCard(""),
  };
}

type Typing = Pick<FormState, "draft" | "setDraft" | "accept" | "openCell" | "onType" | "onComposing" | "onComposed">;

interface TypingSource {
  readonly cell: GridCell | null;
  readonly row: GridRow | null;
  readonly readOnly: boolean;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly say: (text: string) => void;
  readonly onAccept: (text: string) => void;
  readonly onFold: (section: string) => void;
}

/** What is being typed into the current cell, until it is accepted or cancelled. */
function useTypedText({ cell, row, readOnly, input, say, onAccept, onFold }: TypingSource): Typing {
  const [draft, show] = useState<string | null>(null);
  const held = useRef<string | null>(null);
  /** Whether an input method began on a cell that was only chosen. */
  const composing = useRef(false);
  const setDraft = (text: string | null) => {
    held.current = text;
    show(text);
  };
  const accept = () => {
    const text = held.current;
    if (text === null) return;
    setDraft(null);
    if (cell !== null && canEdit(cell) && !readOnly) onAccept(text);
  };
  useTyping(accept);
  const onType = (text: string) => {
    if (!readOnly && cell !== null && canEdit(cell)) {
      setDraft(text);
      say("");
      return;
    }
    if (input.current !== null) input.current.value = "";
    say(readOnly ? STATUS.readOnly : cell?.role === "fold" ? "" : STATUS.computed);
  };
  return {
    draft, setDraft, accept, onType,
    openCell: () => {
      if (cell === null || row === null) return;
      if (cell.role === "fold") onFold(row.section);
      else if (readOnly) say(STATUS.readOnly);
      else if (!canEdit(cell)) say(STATUS.computed);
      else setDraft(cell.text);
    },
    onComposing: () => {
      composing.current = held.current === null;
      onType(held.current ?? "");
    },
    // An input method that was cancelled before it gave a letter leaves the cell as it was.
    onComposed: () => {
      if (composing.current && input.current?.value === "") setDraft(null);
      composing.current = false;
    },
  };
}

export function one(spot: Spot): Selection {
  return { anchor: spot, at: spot };
}

/** Sections in which something that must be filled in is blank are open from the start. */
function unfilledSections(layout: FormLayoutAnswer, typed: DraftSubmission): ReadonlySet<string> {
  const open = new Set<string>();
  if (layout.head.flat().some((cell) => cell.must && readText(typed, cell.field) === "")) open.add("head");
  const hasFunds = layout.blocks.some((block) => block.kind === "funds");
  if (hasFunds && readText(typed, "funds/0/executed") === "") open.add("funds");
  return open;
}

/** The points of the rows and those of the execution rate. */
function withExecution(rows: string | null, execution: string): string | null {
  return rows === null || execution === "" ? rows : sumOfTexts([rows, execution]);
}
