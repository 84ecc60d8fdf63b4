// What the ledger holds of a row: the ruling in force, a conflict side by side, answers, what was not used.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button, Chip } from "../frame/button";
import { Shape } from "../frame/shapes";
import type { EntryLine, ReviewTracksAnswer, TrackRow } from "../messages";
import { ArbitrateDialog, WithdrawDialog } from "./sign";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

interface RowEntriesProps {
  readonly tracks: ReviewTracksAnswer;
  readonly row: TrackRow;
}

export function RowEntries({ tracks, row }: RowEntriesProps): JSX.Element {
  return (
    <>
      {row.rivals.length > 0 && <Rivals tracks={tracks} row={row} />}
      {row.stale.length > 0 && (
        <Entries mark="ask" title={say.changedRow} entries={row.stale} />
      )}
      {row.ruling !== null && <InForce form={tracks.line.form} entry={row.ruling} />}
      {row.earlier !== null && row.earlier.id !== row.ruling?.id && (
        <Entries mark="none" title={say.earlier} entries={[row.earlier]} />
      )}
      {row.answer !== null && <Answer entry={row.answer} isOutdated={row.outdated} />}
      {row.refused.length > 0 && <Entries mark="edit" title={say.refusedEntry} entries={row.refused} />}
      {row.emptied.length > 0 && <Entries mark="ask" title={say.emptiedEntry} entries={row.emptied} />}
      {row.drafts.length > 0 && <Entries mark="note" title={say.draftEntry} entries={row.drafts} />}
      {row.unusable !== "" && <p class="rv-warning">{row.unusable}</p>}
      {row.moved !== "" && <p class="rv-warning">{row.moved}</p>}
    </>
  );
}

/** 待裁定: what each person decided, side by side; neither is taken until one settles it. */
function Rivals({ tracks, row }: RowEntriesProps): JSX.Element {
  const { words } = useReviewState();
  const { readOnly } = useReview();
  const [settled, setSettled] = useState<EntryLine | null>(null);
  return (
    <section class="rv-rivals" aria-label={say.conflict}>
      <p class="rv-edit">
        <Chip tone="edit">{words?.held ?? ""}</Chip> {say.conflict}
      </p>
      <div class="rv-rivals-cols">
        {row.rivals.map((rival) => (
          <div key={rival.id} class="rv-rival">
            <strong class="rv-number-review">{rival.comes_to ?? rival.score ?? say.noTotal}</strong>
            <EntryText entry={rival} />
            <Button disabled={readOnly} onClick={() => setSettled(rival)}>{say.settleFor}</Button>
          </div>
        ))}
      </div>
      {settled !== null && (
        <ArbitrateDialog
          entry={{
            form: tracks.line.form,
            row: row.row,
            choice: "other",
            score: settled.score ?? settled.comes_to,
            verified_target: settled.verified_target,
            verified_actual: settled.verified_actual,
            ground: settled.ground,
            note: settled.note,
            saw: row.saw,
          }}
          what={`${row.name}：${settled.comes_to ?? settled.score ?? ""}`}
          close={() => setSettled(null)}
        />
      )}
    </section>
  );
}

function InForce({ form, entry }: { readonly form: string; readonly entry: EntryLine }): JSX.Element {
  const { readOnly } = useReview();
  const [leaving, setLeaving] = useState(false);
  return (
    <div class="rv-entry">
      <Shape severity="good" /> <EntryText entry={entry} />
      <button type="button" class="rv-link" disabled={readOnly} onClick={() => setLeaving(true)}>
        {say.withdraw}
      </button>
      {leaving && (
        <WithdrawDialog
          form={form}
          entries={[entry.id]}
          what={`${entry.name}：${entry.by}（${entry.at}）${entry.comes_to ?? entry.score ?? ""}`}
          close={() => setLeaving(false)}
        />
      )}
    </div>
  );
}

interface AnswerProps {
  readonly entry: EntryLine;
  readonly isOutdated: boolean;
}

function Answer({ entry, isOutdated }: AnswerProps): JSX.Element {
  const agrees = entry.agrees === true;
  return (
    <blockquote class="rv-reason">
      <Shape severity={agrees ? "good" : "edit"} /> {agrees ? say.unitAgrees : say.unitObjects}
      {entry.say !== "" && `：${entry.say}`}
      {entry.evidence !== "" && `（${entry.evidence}）`} <span class="rv-quiet">{signed(entry)}</span>
      {isOutdated && <span class="rv-ask"> {say.outdatedAnswer}</span>}
    </blockquote>
  );
}

interface EntriesProps {
  readonly mark: "edit" | "ask" | "note" | "none";
  readonly title: string;
  readonly entries: readonly EntryLine[];
}

function Entries({ mark, title, entries }: EntriesProps): JSX.Element {
  return (
    <div class="rv-entry">
      <Shape severity={mark} /> {title}
      {entries.map((entry) => (
        <EntryText key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

export function EntryText({ entry }: { readonly entry: EntryLine }): JSX.Element {
  const { words } = useReviewState();
  const column = (key: string): string => words?.columns.find((one) => one.key === key)?.word ?? "";
  const parts = [
    entry.verified_target === null ? "" : `${column("verified_target")} ${entry.verified_target}`,
    entry.verified_actual === null ? "" : `${column("verified")} ${entry.verified_actual}`,
    entry.score === null ? "" : `${column("score")} ${entry.score}`,
    [entry.ground, entry.note].filter((part) => part !== "").join("："),
    entry.agrees === null ? "" : entry.agrees ? say.unitAgrees : say.unitObjects,
    entry.say,
  ].filter((part) => part !== "");
  return (
    <span class="rv-entry-text">
      {[entry.word, ...parts].join("，")} <span class="rv-quiet">{signed(entry)}</span>
    </span>
  );
}

function signed(entry: EntryLine): string {
  const who = entry.on_behalf_of === "" ? entry.by : `${entry.by}（代${entry.on_behalf_of}）`;
  return [who, entry.at].filter((part) => part !== "").join(" ");
}
