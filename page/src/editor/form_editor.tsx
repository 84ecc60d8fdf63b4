// The editor of one form: numbers above, tools, the form with its margin, the status line.

import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { ExplainDrawer } from "../explain/drawer";
import { BringFile } from "./bring_file";
import { CellInput } from "./cell_input";
import * as changes from "./changes";
import { act, goToProblem, insertRow, onCellKey, onEditorKey, useTool } from "./doing";
import { EmptyRows } from "./empty_rows";
import { Form, marginOf } from "./form";
import { useFormState } from "./form_state";
import type { FormEditorProps, FormState } from "./form_state";
import type { GridCell, GridRow } from "./grid/cells";
import { cellAt } from "./grid/selection";
import { sumOfTexts } from "./grid/values";
import { rowOf } from "./margin";
import { Meter } from "./meter";
import { PasteHere, PasteRefused, PasteShown } from "./paste_dialog";
import { onCopy, onPaste, paste, pasteNow } from "./pasting";
import { PlacedCard } from "./placed_card";
import { pointing } from "./pointing";
import type { Dragging } from "./pointing";
import { spotOf } from "./problems";
import { reply, takeCandidate } from "./replies";
import { RowPanel } from "./row_panel";
import { useLate } from "./sizes";
import { StatusLine } from "./status_line";
import { Tools } from "./tools";
import { DID, MARGIN } from "./words";

/** So long nothing is said of computing. */
const SHORT_WAIT = 300;

export function FormEditor(props: FormEditorProps) {
  const state = useFormState(props);
  const { typed, layout, scores, store } = props;
  const { grid, cell, row, several, readOnly, sizes, draft } = state;
  const { score } = scores;
  const computing = useLate(score === null && props.engineReady, SHORT_WAIT);
  const dragging = useRef(null) as Dragging;
  const mouse = pointing(state, dragging);
  // The rows keep one function, so that typing does not draw them anew.
  const latest = useRef(state);
  latest.current = state;
  const onCandidate = useMemo(() => (under: GridRow, text: string) => takeCandidate(latest.current, under, text), []);

  useEffect(state.focus, []);
  useEffect(() => {
    if (props.at === undefined) return;
    state.goTo(props.at);
    if (props.explain) state.setExplained(rowOf(props.at));
  }, [props.at, props.explain]);
  useLayoutEffect(() => {
    const seen = cellAt(grid, state.corner);
    if (seen === null) return;
    const key = CSS.escape(`${grid.rows[seen.top]?.at ?? ""}|${seen.left}`);
    state.table.current?.querySelector(`[data-cell="${key}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [state.corner.row, state.corner.slot]);

  const label = cell === null ? "" : nameOf(row, cell);
  return (
    <div class={`editor ${sizes.kind}`} ref={state.root} onKeyDown={(event) => onEditorKey(state, event)}>
      <Meter
        project={typed.project?.name ?? ""} unit={String(typed.unit ?? "")} year={String(typed.year ?? "")}
        layout={layout} score={score} typedTotal={state.typedTotal} rowPoints={state.typedPoints} computing={computing}
        note={scores.check?.note ?? ""} counts={state.counts}
        onCount={(group) => {
          goToProblem(state, false, group);
          state.focus();
        }}
      />
      <Tools
        canUndo={store.canUndo} canRedo={store.canRedo} readOnly={readOnly} name={label}
        text={draft ?? cell?.text ?? ""} reading={readingOf(state)} on={(tool) => useTool(state, tool)}
      />
      <div class="editor-body">
        <div class="form-scroller" ref={state.scroller} data-region="form" onMouseDown={mouse.onMouseDown}>
          <div
            class="form-sheet" onMouseOver={mouse.onMouseOver} onMouseUp={mouse.onMouseUp} onDblClick={mouse.onDoubleClick}
            onCompositionStart={state.onComposing} onCompositionEnd={state.onComposed}
          >
            <Form
              grid={grid} title={layout.title} lines={state.lines} marks={state.marks} open={state.open}
              currentRow={row?.at ?? ""} computing={computing} pointsFault={score?.points_say ?? ""} gutter={sizes.gutter}
              marginWidths={sizes.margin} table={state.table} onCandidate={onCandidate}
            />
            <CellInput
              grid={grid} cell={cell} area={state.area} draft={draft} label={label} readOnly={readOnly}
              table={state.table} input={state.input} onType={state.onType} onKey={(event) => onCellKey(state, event)}
              onLeave={state.accept} onPaste={(event) => onPaste(state, event)} onCopy={(event) => onCopy(state, event)}
              onChoose={(text) => cell !== null && state.write([{ cell, text }], DID.typed(cell.heading))}
              onFill={mouse.onFill}
            />
            <RowCard state={state} />
          </div>
          {grid.numbered === 0 && (
            <EmptyRows
              readOnly={readOnly} onBring={() => useTool(state, "bring")}
              onInsert={() => {
                insertRow(state);
                state.focus();
              }}
            />
          )}
        </div>
        {state.explained !== null && <Explained state={state} at={state.explained} />}
      </div>
      <StatusLine
        row={row?.number ?? 0} of={grid.numbered} cells={Math.max(several.length, 1)}
        sum={sumOfTexts(several.map((each) => each.text))} took={scores.took}
        called={score?.set_called ?? ""} standing={score?.set_standing ?? ""} readOnly={readOnly} said={state.said}
      />
      <Dialogs state={state} />
    </div>
  );
}

/** The card of the current row, or the panel that is open. */
function RowCard({ state }: { state: FormState }) {
  const { panel, row, grid, lines, place, readOnly } = state;
  const line = row === null ? null : (lines.get(marginOf(row)) ?? null);
  const isShown = row !== null && line !== null && state.closedCard !== row.at
    && (line.open > 0 || state.calledCard === row.at) && state.explained === null;
  if (panel === null && !isShown) return null;
  const close = () => {
    state.setPanel(null);
    state.focus();
  };
  const content = panel === null ? null : (
    <RowPanel
      key={`${panel.kind} ${panel.at}`} panel={panel} submission={state.props.typed} readOnly={readOnly} onPanel={state.setPanel} onClose={close}
      onSave={(values, what) => {
        const paths = values.map(([key, value]) => [`${panel.at}/${key}`, value] as const);
        state.run(changes.settingAll(place, paths), what);
      }}
    />
  );
  return (
    <PlacedCard
      table={state.table} scroller={state.scroller}
      row={grid.index.get(panel?.at ?? "") ?? grid.index.get(row?.at ?? "") ?? 0}
      items={panel === null ? (line?.items ?? []) : []} open={line?.open ?? 0} readOnly={readOnly} panel={content}
      line={line === null ? "" : `${line.word}　${line.line}`} onReply={(item, button) => reply(state, item, button)}
      onUnkeep={(item) => state.run(changes.unkeeping(place, item), DID.unkept)}
      onExplain={() => act(state, { do: "explain" })}
    />
  );
}

function Explained({ state, at }: { state: FormState; at: string }) {
  const { grid } = state;
  return (
    <ExplainDrawer
      submission={state.place.submission} at={at}
      onClose={() => {
        state.setExplained(null);
        state.focus();
      }}
      onMove={(by) => {
        const rows = grid.rows.filter((each) => each.number > 0);
        const next = rows[rows.findIndex((each) => each.at === at) + by];
        if (next === undefined) return;
        state.setExplained(next.at);
        state.go(spotOf(grid, next.at));
      }}
      onReply={(item, button) => {
        // What is entered in a panel of the row needs the room.
        if (button.kind !== "take_rule") state.setExplained(null);
        reply(state, item, button);
      }}
    />
  );
}

function Dialogs({ state }: { state: FormState }) {
  const { dialog } = state;
  const close = () => state.setDialog(null);
  if (dialog === null) return null;
  if (dialog === "bring") return <BringFile state={state} onClose={close} />;
  if (dialog === "paste") {
    return (
      <PasteHere
        onClose={close}
        onPaste={(event) => {
          event.preventDefault();
          close();
          void paste(state, event.clipboardData);
        }}
      />
    );
  }
  if ("refused" in dialog) return <PasteRefused text={dialog.refused} onClose={close} />;
  return <PasteShown plan={dialog.plan} onPaste={() => pasteNow(state, dialog.plan)} onClose={close} />;
}

/** 社会效益 · 发放白皮书的党政机关数量 · 得分: what a spreadsheet's name box says. */
function nameOf(row: GridRow | null, cell: GridCell): string {
  if (cell.role === "fold" || row?.kind === "head" || /^level\d$/.test(cell.field)) return cell.heading;
  const text = (field: string) => row?.slots.find((each) => each.field === field)?.text ?? "";
  const parts = [text("level2") || text("level1"), text("name") || text("source")];
  return [...parts.filter((part) => part !== "" && part !== cell.text), cell.heading].join(" · ");
}

/** How the row was read; nothing while a text is typed that was not read yet. */
function readingOf({ row, cell, draft, props }: FormState): string {
  if (row === null || cell === null || draft !== null) return "";
  if (cell.field === "claimed" && cell.text === "" && cell.ghost !== "") return `${MARGIN.byRule} ${cell.ghost}`;
  return props.scores.score?.rows.find((each) => each.at === marginOf(row))?.reading ?? "";
}
