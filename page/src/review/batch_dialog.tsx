// Many rows decided at once: what would change is shown first, then done as one step that can be undone.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../frame/button";
import { Dialog } from "../frame/dialog";
import { Shape } from "../frame/shapes";
import type { BatchChange, PendingGiven, RefusedEntry, ReviewBatchAsk } from "../messages";
import type { ReviewDesk } from "./review_desk";
import { GroundSelect } from "./ground_select";
import type { QueueItem } from "./queue_order";
import { useReview } from "./use_review";
import { words as say } from "./words";

export type BatchWhat = ReviewBatchAsk["what"];

interface BatchDialogProps {
  readonly what: BatchWhat;
  readonly items: readonly QueueItem[];
  readonly close: (done: boolean) => void;
}

interface Preview {
  readonly changes: readonly BatchChange[];
  readonly refused: readonly RefusedEntry[];
  readonly say: string;
}

const NOTHING: Preview = { changes: [], refused: [], say: "" };

export function BatchDialog({ what, items, close }: BatchDialogProps): JSX.Element {
  const desk = useReview();
  const [ground, setGround] = useState("");
  const [note, setNote] = useState("");
  const [scores, setScores] = useState<Readonly<Record<string, string>>>({});
  const [preview, setPreview] = useState<Preview>(NOTHING);
  const [before, setBefore] = useState<readonly BatchChange[]>([]);
  useEffect(() => {
    if (what !== "other") return;
    void desk.trying(async () => setBefore((await askBatch(desk, items, "rule", "", "")).changes));
  }, [desk, what]);
  const isReference = items[0]?.finding.severity === "ask";
  const title =
    what === "ask" ? say.allAsk : what === "other" ? say.allOther : isReference ? say.allByReference : say.allByRule;
  const needsGround = what === "other" || (what === "rule" && isReference);
  const typed = JSON.stringify([ground, note, scores]);
  useEffect(() => {
    const asking =
      what === "other"
        ? tryEach(desk, items, scores, ground, note)
        : askBatch(desk, items, what, ground, note);
    void desk.trying(async () => setPreview(await asking));
  }, [desk, what, typed]);
  const done = (): void => {
    desk.decide(
      say.batchTitleOf(title, preview.changes.length),
      preview.changes.map(({ entry }) => ({ form: entry.form, row: entry.row, entry })),
    );
    close(true);
  };
  return (
    <Dialog
      title={say.batchTitleOf(title, items.length)}
      wide
      onClose={() => close(false)}
      foot={
        <>
          <span class="rv-quiet rv-push">{say.undoHint}</span>
          <Button kind="primary" disabled={preview.changes.length === 0} onClick={done}>
            {say.batchDo}
          </Button>
          <Button onClick={() => close(false)}>{say.cancel}</Button>
        </>
      }
    >
      {needsGround && (
        <div class="rv-form">
          <GroundSelect choice={what === "other" ? "other" : "rule"} ground={ground} choose={setGround} />
          <NoteField note={note} type={setNote} />
        </div>
      )}
      {what === "ask" && <NoteField note={note} type={setNote} />}
      {preview.say !== "" && <p>{preview.say}</p>}
      <ChangesTable
        items={items}
        preview={preview}
        before={before}
        scores={what === "other" ? scores : null}
        type={(id, score) => setScores({ ...scores, [id]: score })}
      />
      <Refusals refused={preview.refused} />
    </Dialog>
  );
}

interface NoteFieldProps {
  readonly note: string;
  readonly type: (note: string) => void;
}

function NoteField({ note, type }: NoteFieldProps): JSX.Element {
  return (
    <label class="rv-labelled">
      <span>{say.note}</span>
      <input class="text-field" value={note} onInput={(event) => type(event.currentTarget.value)} />
    </label>
  );
}

interface ChangesTableProps {
  readonly items: readonly QueueItem[];
  readonly preview: Preview;
  /** What rows score now, where the preview does not say it. */
  readonly before: readonly BatchChange[];
  /** Scores that are typed row by row; null where the engine gives them. */
  readonly scores: Readonly<Record<string, string>> | null;
  readonly type: (id: string, score: string) => void;
}

function ChangesTable({ items, preview, before, scores, type }: ChangesTableProps): JSX.Element {
  const changeOf = (changes: readonly BatchChange[], item: QueueItem): BatchChange | undefined =>
    changes.find(({ entry }) => entry.form === item.form.form && entry.row === item.finding.row);
  return (
    <table class="rv-table">
      <thead>
        <tr>
          {say.batchColumns.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const { finding, form } = item;
          const change = changeOf(preview.changes, item);
          const now = change?.before ?? changeOf(before, item)?.before ?? "—";
          return (
            <tr key={finding.id}>
              <td>
                <strong>{form.title}</strong> {finding.name}
              </td>
              <td>{now}</td>
              <td>
                {scores === null ? (
                  <strong class="rv-review">{change?.after ?? "—"}</strong>
                ) : (
                  <input
                    class="text-field rv-number"
                    inputMode="decimal"
                    aria-label={`${say.scoreOf} ${finding.name}`}
                    value={scores[finding.id] ?? ""}
                    onInput={(event) => type(finding.id, event.currentTarget.value)}
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Refusals({ refused }: { readonly refused: readonly RefusedEntry[] }): JSX.Element | null {
  if (refused.length === 0) return null;
  return (
    <>
      <p class="rv-edit">
        <Shape severity="edit" /> {say.batchRefused(refused.length)}
      </p>
      <ul class="rv-list">
        {refused.map((one, index) => (
          <li key={index}>
            {one.name}：{one.what} <span class="rv-quiet">{one.todo}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

async function askBatch(
  desk: ReviewDesk,
  items: readonly QueueItem[],
  what: BatchWhat,
  ground: string,
  note: string,
): Promise<Preview> {
  const findings = items.map(({ finding }) => finding.id);
  const ask: ReviewBatchAsk = { findings, what, ground, note, pending: desk.pending };
  const { body } = await desk.engine.ask("review.batch", ask, { lane: "review.batch" });
  return body;
}

/** Each row by its own number, with one ground and one note; rows without a number stay as they are. */
async function tryEach(
  desk: ReviewDesk,
  items: readonly QueueItem[],
  scores: Readonly<Record<string, string>>,
  ground: string,
  note: string,
): Promise<Preview> {
  const entries = items.flatMap(({ finding, form }): PendingGiven[] => {
    const score = (scores[finding.id] ?? "").trim();
    if (score === "") return [];
    return [{ form: form.form, row: finding.row, act: "ruling", choice: "other", score, ground, note }];
  });
  const changes: BatchChange[] = [];
  const refused: RefusedEntry[] = [];
  for (const form of new Set(entries.map((entry) => entry.form))) {
    const mine = entries.filter((entry) => entry.form === form);
    const pending = desk.pending.filter((one) => one.form === form);
    const { body } = await desk.engine.ask("review.try", { form, entries: mine, pending });
    const title = desk.state.forms.find((line) => line.form === form)?.title ?? "";
    const no = new Set(body.refused.map((one) => one.row));
    refused.push(...body.refused);
    for (const tried of body.entries) {
      if (no.has(tried.entry.row)) continue;
      changes.push({ entry: tried.entry, title, name: "", before: null, after: tried.score });
    }
  }
  return { changes, refused, say: "" };
}
