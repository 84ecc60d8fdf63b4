// The editor of one form: cursor, selection and typing; everything that a person does goes through here.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Command, DocumentStore, DraftSubmission, Json } from "../document/document";
import { ownTotal, pointsTotal } from "../document/own_total";
import type { Engine } from "../engine/client";
import type { Scores } from "../engine/scores";
import { ExplainDrawer } from "../explain/drawer";
import type { CardButton, CheckLine, FormLayoutAnswer } from "../messages";
import type { Box } from "./cell_input";
import { useTyping } from "../hooks";
import { CellInput } from "./cell_input";
import { PlacedCard } from "./placed_card";
import * as changes from "./changes";
import type { Place } from "./changes";
import { computedOf } from "./computed";
import { EmptyRows } from "./empty_rows";
import { Form, marginOf } from "./form";
import { buildGrid, headingName } from "./grid/build";
import type { GridCell, GridRow } from "./grid/cells";
import { canEdit } from "./grid/cells";
import { areaOf, blockOf, cellAt, cellsIn, firstSpot, linesOf, moved, rowIndex, settled, tabbed } from "./grid/selection";
import type { Area, Selection, Spot } from "./grid/selection";
import { readText, sumOfTexts } from "./grid/values";
import { chosenKey, editorKey, openKey } from "./keys";
import type { Action } from "./keys";
import { marginLines, openCounts, rowOf } from "./margin";
import { Meter } from "./meter";
import { RowPanel } from "./row_panel";
import type { PanelKind } from "./row_panel";
import { readBlock, writeBlock } from "./paste/clipboard";
import { ownHeadings, planByHeading, planIntoEmpty, planPaste } from "./paste/plan";
import type { PastePlan, PasteRefusal } from "./paste/plan";
import { PasteHere, PasteRefused, PasteShown } from "./paste_dialog";
import { marksOf, nextProblem, placedLines, sectionOf, spotOf, spotOfItem, withFaults } from "./problems";
import { useLate, useWidth } from "./sizes";
import { StatusLine } from "./status_line";
import { Tools } from "./tools";
import { nextRegion } from "./regions";
import { DID, MARGIN, PASTE, STATUS } from "./words";
import type { TOOL } from "./words";

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
  readonly onBring: () => void;
  readonly onFinish: () => void;
}

type Dialog = { readonly plan: PastePlan } | { readonly refused: string } | "paste" | null;

export function FormEditor(props: FormEditorProps) {
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
  const marks = useMemo(() => marksOf(score, check, kept, submission), [score, check, kept, submission]);
  const counts = useMemo(() => openCounts(check, kept, submission), [check, kept, submission]);
  const [chosen, setChosen] = useState<Selection>(() => one(firstSpot(grid)));
  const [draft, setDraft] = useState<string | null>(null);
  const [closedCard, setClosedCard] = useState("");
  const [calledCard, setCalledCard] = useState("");
  const [panel, setPanel] = useState<PanelKind | null>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const [box, setBox] = useState<Box | null>(null);
  const near = useRef(0);
  const asked = useRef(new Set<string>());
  /** Whether an input method began on a cell that was only chosen. */
  const composing = useRef(false);
  const dragging = useRef<"select" | Area | null>(null);
  const goal = useRef<string | null>(null);

  // As in spreadsheets: what is typed goes to the cell where a selection began.
  const at = settled(grid, chosen.anchor, near.current);
  const corner = cellAt(grid, chosen.at) === null ? at : chosen.at;
  const selection: Selection = { anchor: at, at: corner };
  const cell = cellAt(grid, at);
  const row = grid.rows[rowIndex(grid, at)] ?? null;
  const area = areaOf(grid, selection);
  const several = area === null ? [] : cellsIn(grid, area);
  const place: Place = { document: store.document, submission };
  const readOnly = store.readOnly;
  const computing = useLate(score === null && props.engineReady, 300);
  near.current = rowIndex(grid, at);

  // --- doing ---------------------------------------------------------------------------------------

  const focus = () => input.current?.focus({ preventScroll: true });
  const run = (command: Command, what: string) => store.run(command, what);
  const go = (spot: Spot | null, extend = false) => {
    if (spot === null) return;
    setChosen(extend ? { anchor: at, at: spot } : one(spot));
    setSaid("");
    if (!extend) setCalledCard("");
  };
  const toggle = (section: string) => {
    const next = new Set(open);
    if (!next.delete(section)) next.add(section);
    setOpen(next);
  };

  /** Take what is being typed into the document. */
  const accept = () => {
    if (draft === null) return;
    setDraft(null);
    if (cell === null || !canEdit(cell) || draft === cell.text || readOnly) return;
    const before = cell.text;
    run(changes.writing(place, [{ cell, text: draft }]), DID.typed(cell.heading));
    if (row !== null && isBrought(typed, row, cell, before) && !asked.current.has(row.at)) {
      asked.current.add(row.at);
      setPanel({ kind: "changed", at: row.at, from: before, to: draft.trim() });
    }
  };

  useTyping(accept);

  const goTo = (path: string, item: CheckLine | null = null) => {
    const section = sectionOf(layout, path);
    if (section !== "indicators" && !open.has(section)) {
      goal.current = item === null ? path : item.at;
      setOpen(new Set([...open, section]));
      return;
    }
    go(item === null ? spotOf(grid, path) : spotOfItem(grid, item));
  };
  // A place in a section that was folded is there after the next drawing.
  useLayoutEffect(() => {
    if (goal.current === null) return;
    const path = goal.current;
    goal.current = null;
    go(spotOf(grid, path));
  }, [grid]);

  const problem = (back: boolean, group: CheckLine["group"] | null = null) => {
    const items = (check?.items ?? []).filter(
      (item) => item.group !== "targets" && (group === null || item.group === group)
        && !kept.some((each) => each.submission === submission && each.at === item.at && each.code === item.code && each.saw === item.saw),
    );
    const next = nextProblem(grid, layout, items, group === null ? near.current : -1, back);
    if (next === null) {
      setSaid(items.length === 0 ? STATUS.noProblem : (items[0]?.text ?? ""));
      return;
    }
    setClosedCard("");
    goTo(next.field.includes("/") ? next.field : next.at, next);
  };

  const write = (written: { cell: GridCell; text: string }[], what: string) => {
    if (written.length > 0 && !readOnly) run(changes.writing(place, written), what);
  };
  const rowsOf = (): GridRow[] => (area === null ? [] : grid.rows.slice(area.top, area.bottom + 1).filter((each) => each.slots.length > 0));
  /** Rows of the cursor where a merged cell is chosen, else all rows of the selection. */
  const chosenRows = (): GridRow[] => (several.length <= 1 ? (row === null ? [] : [row]) : rowsOf());

  const insertRow = () => {
    if (readOnly) return;
    const below = row === null || changes.listPlace(row) === null ? lastRow() : row;
    const made = changes.insertingBelow(place, layout, below);
    if (made === null) return setSaid(STATUS.fixedRows);
    run(made.command, DID.inserted);
    const list = made.at.replace(/\/\d+$/, "");
    const slot = list === "indicators" ? Math.max(nameSlot(), 0) : 0;
    setChosen(one({ row: made.at, slot }));
  };
  const lastRow = () => {
    const number = (typed.indicators ?? []).length - 1;
    return grid.rows[grid.index.get(`indicators/${number}`) ?? -1] ?? null;
  };
  const nameSlot = () => {
    const block = layout.blocks.find((each) => each.kind === "indicators");
    return (block?.columns ?? []).findIndex((column) => column.field === "name");
  };
  const deleteRows = () => {
    if (readOnly) return;
    const made = changes.deleting(place, chosenRows());
    if (made === null) return setSaid(STATUS.fixedRows);
    run(made.command, DID.deleted(made.count));
    setChosen(one(at));
  };
  const moveRows = (by: -1 | 1) => {
    if (readOnly) return;
    const made = changes.moving(place, chosenRows(), by);
    if (made === null) return;
    run(made.command, DID.moved);
    setChosen(one({ row: made.at, slot: at.slot }));
  };

  const openCell = (text: string | null) => {
    if (cell === null || row === null) return;
    if (cell.role === "fold") return toggle(row.section);
    if (readOnly) return setSaid(STATUS.readOnly);
    if (!canEdit(cell)) return setSaid(STATUS.computed);
    setDraft(text ?? cell.text);
  };
  const explainRow = () => {
    if (row !== null) setExplained(rowOf(marginOf(row)));
  };

  const stepped = (to: "up" | "down" | "left" | "right"): boolean => {
    const next = to === "left" || to === "right" ? tabbed(grid, at, to === "left") : moved(grid, at, to);
    go(next);
    return next !== null;
  };

  /** Do what a key says; false leaves it to the browser. */
  const act = (action: Action): boolean => {
    switch (action.do) {
      case "move":
        go(moved(grid, action.extend ? corner : at, action.move), action.extend);
        return true;
      case "accept": {
        if (draft === null && cell?.role === "fold" && action.to === "down") {
          openCell(null);
          return true;
        }
        const wasOpen = draft !== null;
        accept();
        return stepped(action.to) || wasOpen || action.to === "down" || action.to === "up";
      }
      case "open":
        openCell(null);
        return true;
      case "break":
        if (input.current !== null) breakLine(input.current, setDraft);
        return true;
      case "cancel":
        if (draft !== null) setDraft(null);
        else if (explained !== null) setExplained(null);
        else if (panel !== null) setPanel(null);
        else if (several.length > 1) setChosen(one(at));
        else if (row !== null) {
          setClosedCard(row.at);
          setCalledCard("");
        }
        return true;
      case "clear":
        write(changes.clearing(several), DID.cleared(several.length));
        return true;
      case "fillDown": {
        const lines = area === null ? [] : linesOf(grid, area);
        const written = changes.fillingDown(grid, lines, area?.top ?? 0);
        write(written, DID.filled(written.length));
        return true;
      }
      case "all": {
        const rows = grid.rows.filter((each) => each.section === row?.section && each.slots.length > 0 && each.kind !== "banner");
        const last = rows.at(-1);
        if (rows[0] !== undefined && last !== undefined) {
          setChosen({ anchor: { row: rows[0].at, slot: 0 }, at: { row: last.at, slot: last.slots.length - 1 } });
        }
        return true;
      }
      case "insertRow":
        insertRow();
        return true;
      case "deleteRows":
        deleteRows();
        return true;
      case "moveRows":
        moveRows(action.by);
        return true;
      case "card":
        setClosedCard("");
        setCalledCard(row?.at ?? "");
        requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(".card button:not(:disabled)")?.focus());
        return true;
      case "explain":
        accept();
        explainRow();
        return true;
      case "undo":
        return undone(store.undo());
      case "redo":
        return undone(store.redo());
      case "problem":
        accept();
        problem(action.back);
        focus();
        return true;
      case "region":
        accept();
        nextRegion(root.current, action.back, focus);
        return true;
    }
  };
  /** The cursor goes to where something was taken back. */
  const undone = (path: string | null): true => {
    const prefix = `submissions/${submission}/`;
    if (path?.startsWith(prefix)) goTo(path.slice(prefix.length));
    return true;
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const action = editorKey(event) ?? (draft === null ? chosenKey(event) : openKey(event));
    if (action === null) {
      // Saving and printing take what is being typed with them.
      if (event.ctrlKey && /^[sp]$/i.test(event.key)) accept();
      if (draft === null && cell?.role === "fold" && event.key === " ") {
        event.preventDefault();
        openCell(null);
      }
      return;
    }
    event.stopPropagation();
    if (act(action)) event.preventDefault();
  };
  const onRootKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.target === input.current) return;
    if ((event.target as Element).closest("dialog") !== null) return;
    const action = editorKey(event);
    if (action !== null) {
      event.preventDefault();
      act(action);
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      if (explained !== null) setExplained(null);
      else if (row !== null) setClosedCard(row.at);
      focus();
    }
  };

  const onType = (text: string) => {
    if (readOnly || cell === null || !canEdit(cell)) {
      if (input.current !== null) input.current.value = "";
      setSaid(readOnly ? STATUS.readOnly : cell?.role === "fold" ? "" : STATUS.computed);
      return;
    }
    setDraft(text);
    setSaid("");
  };
  const onComposing = () => {
    composing.current = draft === null;
    onType(draft ?? "");
  };
  /** An input method that was cancelled before it gave a letter leaves the cell as it was. */
  const onComposed = () => {
    if (composing.current && input.current?.value === "") setDraft(null);
    composing.current = false;
  };

  // --- paste and copy --------------------------------------------------------------------------------

  const planned = (cells: readonly (readonly string[])[]): PastePlan | PasteRefusal => {
    const block = layout.blocks.find((each) => each.kind === "indicators");
    const columns = (block?.columns ?? []).filter((column) => column.field !== "" && column.filled_by !== "computed");
    const names = new Map(columns.map((column) => [headingName(column.heading), column.field]));
    const fields = ownHeadings(cells, names);
    const target = cell === null ? null : { grid, cell, row: rowIndex(grid, at), area: several.length > 1 ? area : null };
    if (target === null) return { refused: PASTE.noRoom };
    if (fields !== null) return planByHeading(target, cells, fields);
    if (grid.numbered === 0) {
      return planIntoEmpty(columns.map((each) => each.field), columns.map((each) => headingName(each.heading)), cells);
    }
    return planPaste(target, cells);
  };
  const paste = (data: DataTransfer | null) => {
    const block = readBlock(data);
    if (block === null || block.cells.length === 0) return setDialog({ refused: PASTE.nothing });
    if (block.hidden > 0) return setDialog({ refused: PASTE.hidden(block.hidden) });
    const plan = planned(block.cells);
    if ("refused" in plan) setDialog(plan);
    else if (plan.over > 0 || plan.added.length > 0 || plan.unnamed.length > 0) setDialog({ plan });
    else pasteNow(plan);
  };
  const pasteNow = (plan: PastePlan) => {
    setDialog(null);
    run(changes.pasting(place, layout, grid, plan), PASTE.did(plan.rows, plan.columns));
    const last = plan.written.at(-1)?.cell;
    const spot = last === undefined ? null : spotOf(grid, last.path);
    if (spot !== null && plan.written.length > 1) setChosen({ anchor: at, at: spot });
    focus();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (draft !== null) return;
    event.preventDefault();
    if (readOnly) setSaid(STATUS.readOnly);
    else paste(event.clipboardData);
  };
  const onCopy = (event: ClipboardEvent) => {
    if (draft !== null || area === null) return;
    event.preventDefault();
    writeBlock(event.clipboardData, several.length <= 1 ? [[cell?.text ?? ""]] : blockOf(grid, area));
    if (event.type === "cut") write(changes.clearing(several), DID.cleared(several.length));
  };

  // --- mouse -----------------------------------------------------------------------------------------

  const spotUnder = (event: MouseEvent): Spot | null => {
    const element = (event.target as Element).closest<HTMLElement>("[data-cell]");
    const key = element?.dataset["cell"]?.split("|");
    const under = grid.rows[grid.index.get(key?.[0] ?? "") ?? -1];
    const slot = under?.slots.findIndex((each) => String(each.left) === key?.[1]) ?? -1;
    return under === undefined || slot < 0 ? null : { row: under.at, slot };
  };
  const onMouseDown = (event: MouseEvent) => {
    if ((event.target as Element).closest("button, input, .card, .choices") !== null) return;
    if (event.target === input.current) return;
    event.preventDefault();
    accept();
    focus();
    const spot = spotUnder(event);
    if (spot === null || event.button !== 0) return;
    if (cellAt(grid, spot)?.role === "fold") toggle(spot.row.slice("fold/".length));
    dragging.current = "select";
    go(spot, event.shiftKey);
  };
  const onMouseOver = (event: MouseEvent) => {
    if (dragging.current === null || event.buttons === 0) return;
    const spot = spotUnder(event);
    if (spot !== null) setChosen({ anchor: at, at: spot });
  };
  const onMouseUp = () => {
    const from = dragging.current;
    dragging.current = null;
    if (from === null || from === "select" || area === null || area.bottom <= from.bottom) return;
    const down = { ...from, top: from.bottom, bottom: area.bottom };
    const written = changes.fillingDown(grid, linesOf(grid, down), down.top);
    write(written, DID.filled(written.length));
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (spotUnder(event) !== null && cell?.role !== "fold") openCell(null);
  };
  const onFill = (event: PointerEvent) => {
    event.preventDefault();
    event.stopPropagation();
    dragging.current = area;
  };

  // --- answers of the card ---------------------------------------------------------------------------

  const set = (path: string, value: Json | undefined, what: string) => run(changes.setting(place, path, value), what);
  const onReply = (item: CheckLine, reply: CardButton) => {
    const rowAt = rowOf(item.at);
    switch (reply.kind) {
      case "take_rule":
      case "fill":
        if (reply.value === "" || reply.field === "") goTo(reply.field || item.at);
        else set(reply.field, reply.value, reply.kind === "fill" ? DID.filledIn : DID.ruled);
        break;
      case "keep":
        run(changes.keeping(place, item), DID.kept);
        break;
      case "reason": {
        const path = reply.field || `${rowAt}/reason`;
        goTo(path);
        setDraft(readText(typed, path));
        break;
      }
      case "adjust":
      case "evidence":
      case "survey":
        setPanel({ kind: reply.kind, at: rowAt });
        return;
      case "explain":
        setExplained(rowAt);
        return;
    }
    focus();
  };
  const onCandidate = useMemo(
    () => (under: GridRow, text: string) => candidate.current(under, text), [],
  );
  const candidate = useRef((_row: GridRow, _text: string) => undefined as void);
  candidate.current = (under, text) => {
    const found = under.cells.find((each) => each.field === "actual");
    if (found !== undefined) write([{ cell: found, text }], DID.candidate);
    focus();
  };
  const onTool = (tool: keyof typeof TOOL) => {
    accept();
    switch (tool) {
      case "undo":
        act({ do: "undo" });
        break;
      case "redo":
        act({ do: "redo" });
        break;
      case "insertRow":
        insertRow();
        break;
      case "deleteRow":
        deleteRows();
        break;
      case "paste":
        return setDialog("paste");
      case "bring":
        return props.onBring();
      case "next":
        problem(false);
        break;
      default:
        return props.onFinish();
    }
    focus();
  };

  // --- effects ---------------------------------------------------------------------------------------

  useEffect(focus, []);
  useEffect(() => {
    if (props.at === undefined) return;
    goTo(props.at);
    if (props.explain) setExplained(rowOf(props.at));
  }, [props.at, props.explain]);
  useLayoutEffect(() => {
    const seen = cellAt(grid, corner);
    if (seen === null) return;
    const key = CSS.escape(`${grid.rows[seen.top]?.at ?? ""}|${seen.left}`);
    table.current?.querySelector(`[data-cell="${key}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [corner.row, corner.slot]);

  const line = row === null ? null : (lines.get(marginOf(row)) ?? null);
  const reading = readingOf(score, row, cell, draft);
  const panelHere = panel === null ? null : (
    <RowPanel
      panel={panel} submission={typed} readOnly={readOnly}
      onPanel={setPanel}
      onSave={(values, what) => {
        run(changes.settingAll(place, values.map(([key, value]) => [`${panel.at}/${key}`, value] as const)), what);
        setPanel(null);
        focus();
      }}
      onClose={() => {
        setPanel(null);
        focus();
      }}
    />
  );
  const cardRow = panel?.at ?? row?.at ?? "";
  const hasCard = panelHere !== null || (row !== null && line !== null && closedCard !== row.at
    && (line.open > 0 || calledCard === row.at));
  const label = cell === null ? "" : nameOf(grid.rows[cell.top] ?? null, row, cell);
  const pointsWrong = score?.points_say ?? "";

  return (
    <div class={`editor ${sizes.kind}`} ref={root} onKeyDown={onRootKey}>
      <Meter
        project={typed.project?.name ?? ""} unit={String(typed.unit ?? "")} year={String(typed.year ?? "")}
        layout={layout} score={score} typedTotal={typedTotal} rowPoints={typedPoints} computing={computing}
        note={check?.note ?? ""} counts={counts}
        onCount={(group) => {
          problem(false, group);
          focus();
        }}
      />
      <Tools
        canUndo={store.canUndo} canRedo={store.canRedo} readOnly={readOnly}
        name={label} text={draft ?? cell?.text ?? ""} reading={reading} on={onTool}
      />
      <div class="editor-body">
        <div class="form-scroller" ref={scroller} data-region="form" onMouseDown={onMouseDown}>
          <div
            class="form-sheet" onMouseOver={onMouseOver} onMouseUp={onMouseUp} onDblClick={onDoubleClick}
            onCompositionStart={onComposing} onCompositionEnd={onComposed}
          >
            {sizes.form > 0 && (
              <Form
                grid={grid} title={layout.title} lines={lines} marks={marks} open={open} currentRow={row?.at ?? ""}
                computing={computing} pointsFault={pointsWrong} gutter={sizes.gutter} marginWidths={sizes.margin}
                table={table} onCandidate={onCandidate}
              />
            )}
            <CellInput
              grid={grid} cell={cell} area={area} draft={draft} label={label} readOnly={readOnly} table={table}
              input={input} onType={onType} onKey={onKey} onLeave={accept} onPaste={onPaste} onCopy={onCopy}
              onChoose={(text) => cell !== null && write([{ cell, text }], DID.typed(cell.heading))}
              onFill={onFill} onPlace={setBox}
            />
            {hasCard && (
              <PlacedCard
                table={table} scroller={scroller} row={grid.index.get(cardRow) ?? grid.index.get(row?.at ?? "") ?? 0} box={box}
                items={panelHere === null ? (line?.items ?? []) : []} open={line?.open ?? 0} readOnly={readOnly}
                panel={panelHere} line={line === null ? "" : `${line.word}　${line.line}`} onReply={onReply}
                onUnkeep={(item) => run(changes.unkeeping(place, item), DID.unkept)} onExplain={explainRow}
              />
            )}
          </div>
          {grid.numbered === 0 && (
            <EmptyRows readOnly={readOnly} onBring={props.onBring} onInsert={() => { insertRow(); focus(); }} />
          )}
        </div>
        {explained !== null && (
          <ExplainDrawer
            submission={submission} at={explained}
            onClose={() => {
              setExplained(null);
              focus();
            }}
            onMove={(by) => {
              const rows = grid.rows.filter((each) => each.number > 0);
              const now = rows.findIndex((each) => each.at === explained);
              const next = rows[now + by];
              if (next !== undefined) {
                setExplained(next.at);
                go(spotOf(grid, next.at));
              }
            }}
          />
        )}
      </div>
      <StatusLine
        row={row?.number ?? 0} of={grid.numbered} cells={Math.max(several.length, 1)}
        sum={sumOfTexts(several.map((each) => each.text))} took={scores.took}
        called={score?.set_called ?? ""} standing={score?.set_standing ?? ""} readOnly={readOnly} said={said}
      />
      {dialog === "paste" && (
        <PasteHere
          onClose={() => setDialog(null)}
          onPaste={(event) => {
            event.preventDefault();
            setDialog(null);
            paste(event.clipboardData);
          }}
        />
      )}
      {dialog !== null && dialog !== "paste" && "plan" in dialog && (
        <PasteShown plan={dialog.plan} onPaste={() => pasteNow(dialog.plan)} onClose={() => setDialog(null)} />
      )}
      {dialog !== null && dialog !== "paste" && "refused" in dialog && (
        <PasteRefused text={dialog.refused} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}

function one(spot: Spot): Selection {
  return { anchor: spot, at: spot };
}

/** 社会效益 · 发放白皮书的党政机关数量 · 得分: what a spreadsheet's name box says. */
function nameOf(top: GridRow | null, row: GridRow | null, cell: GridCell): string {
  if (cell.role === "fold" || /^level\d$/.test(cell.field)) return cell.heading;
  const text = (field: string) => row?.slots.find((each) => each.field === field)?.text ?? "";
  const parts = [text("level2") || text("level1"), text("name") || text("source")].filter((part) => part !== "" && part !== cell.text);
  return [...(top?.kind === "head" ? [] : parts), cell.heading].join(" · ");
}

/** How the row is understood; while its score is typed, of what is there already. */
function readingOf(score: Scores["score"], row: GridRow | null, cell: GridCell | null, draft: string | null): string {
  if (row === null || cell === null || draft !== null) return "";
  const found = score?.rows.find((each) => each.at === marginOf(row));
  if (cell.field === "claimed" && cell.text === "" && cell.ghost !== "") return `${MARGIN.byRule} ${cell.ghost}`;
  return found?.reading ?? "";
}

/** A target that was brought from a file and is changed: then a document may say so. */
function isBrought(typed: DraftSubmission, row: GridRow, cell: GridCell, before: string): boolean {
  if (cell.field !== "target" || before.trim() === "" || !row.at.startsWith("indicators/")) return false;
  const held = typed.indicators?.[Number(row.at.slice("indicators/".length))];
  const isFromFile = Object.keys(held?.at ?? {}).length > 0 || Object.keys(held?.known ?? {}).length > 0;
  return isFromFile && readText(held, "adjustment/document") === "";
}

/** Sections in which something that must be filled in is blank are open from the start. */
function unfilledSections(layout: FormLayoutAnswer, typed: DraftSubmission): ReadonlySet<string> {
  const open = new Set<string>();
  if (layout.head.flat().some((cell) => cell.must && readText(typed, cell.field) === "")) open.add("head");
  if (readText(typed, "funds/0/executed") === "" && layout.blocks.some((block) => block.kind === "funds")) open.add("funds");
  return open;
}

/** The points of the rows and those of the execution rate. */
function withExecution(rows: string | null, execution: string): string | null {
  return rows === null || execution === "" ? rows : sumOfTexts([rows, execution]);
}

function breakLine(field: HTMLTextAreaElement, show: (text: string) => void): void {
  field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
  show(field.value);
}
