// 轮次: where the review of a form stands, who is awaited, 办理, and every entry of its ledger.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../frame/button";
import { Dialog } from "../frame/dialog";
import type { ReviewTracksAnswer } from "../messages";
import { EntryText } from "./row_entries";
import { ActDialog, AssignDialog } from "./sign";
import { useReview } from "./use_review";
import { words as say } from "./words";

interface RoundDialogProps {
  readonly tracks: ReviewTracksAnswer;
  readonly close: () => void;
}

export function RoundDialog({ tracks, close }: RoundDialogProps): JSX.Element {
  const { readOnly } = useReview();
  const [acting, setActing] = useState<"act" | "assign" | null>(null);
  if (acting === "act") return <ActDialog tracks={tracks} close={close} />;
  if (acting === "assign") return <AssignDialog tracks={tracks} close={close} />;
  const people = [
    [say.signedBy, tracks.signed.map((entry) => `${entry.by} ${entry.at}`).join("；")],
    [say.assigned, tracks.assigned.join("、")],
    [say.lead, tracks.lead],
    [say.due, tracks.due],
  ].filter(([, value]) => value !== "");
  return (
    <Dialog
      title={`${say.roundTitle} · ${tracks.line.title}`}
      wide
      onClose={close}
      foot={
        <>
          <Button disabled={readOnly} onClick={() => setActing("assign")}>{say.assign}…</Button>
          {tracks.actions.length > 0 && <Button disabled={readOnly} onClick={() => setActing("act")}>{say.act}</Button>}
          <Button onClick={close}>{say.close}</Button>
        </>
      }
    >
      <ol class="rv-course">
        {tracks.course.map((point) => (
          <li key={point.key} class={`rv-course-${point.mark}`} aria-current={point.mark === "here" ? "step" : undefined}>
            {point.name}
          </li>
        ))}
      </ol>
      {tracks.awaits.length > 0 && <p>{say.awaits(tracks.awaits.join("、"))}</p>}
      <dl class="rv-facts">
        {people.map(([name, value]) => (
          <div key={name} class="rv-fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {tracks.notices.map((notice) => (
        <p key={notice} class="rv-warning">
          {notice}
        </p>
      ))}
      <h3 class="rv-h3">{say.history}</h3>
      {tracks.history.length === 0 ? (
        <p class="rv-quiet">{say.noHistory}</p>
      ) : (
        <ol class="rv-history">
          {[...tracks.history, ...tracks.loose].map((entry) => (
            <li key={entry.id}>
              <span class="rv-quiet">{entry.round}</span> <strong>{entry.name}</strong> <EntryText entry={entry} />
              {entry.standing !== "" && <span class="rv-quiet"> · {entry.standing}</span>}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
