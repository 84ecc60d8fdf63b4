// The panel at the right: what the finding says, the three choices, grounds, note, what it comes to.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button, Chip, Key } from "../frame/button";
import { Severity, Shape } from "../frame/shapes";
import type { FindingLine, ReviewTracksAnswer, TrackRow } from "../messages";
import { ChoiceButtons, DecisionFields } from "./decision_fields";
import type { Decision } from "./decision";
import { kindOf } from "./queue_order";
import { RowEntries } from "./row_entries";
import { decidable, type Stop } from "./stops";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

interface DecisionPanelProps {
  readonly tracks: ReviewTracksAnswer;
  readonly stops: readonly Stop[];
  readonly stop: Stop | null;
  readonly decision: Decision;
  readonly explained: boolean;
  readonly explain: () => void;
  readonly showSource: () => void;
  readonly skip: () => void;
  readonly confirm: () => void;
}

export function DecisionPanel(props: DecisionPanelProps): JSX.Element {
  const { stop, decision, tracks } = props;
  const row = stop?.row ?? null;
  const desk = useReview();
  const isTheirs = tracks.writes !== "evaluator" || tracks.closed;
  const canDecide = row !== null && !isTheirs && !desk.readOnly;
  const total = decision.answer === null ? null : (decision.answer.total ?? decision.answer.alternatives.join(" 或 "));
  return (
    <aside class="rv-panel-right" aria-label={say.decisionTitle}>
      <div class="rv-decide">
        {stop !== null && <FindingText {...props} stop={stop} />}
        {row !== null && <RowEntries tracks={tracks} row={row} />}
        {canDecide && row !== null && (
          <>
            <ChoiceButtons row={row} decision={decision} severity={stop?.findings[0]?.severity ?? "none"} />
            <DecisionFields row={row} decision={decision} />
          </>
        )}
        {isTheirs && row !== null && <p class="rv-quiet">{say.notNow(tracks.line.step_name)}</p>}
      </div>
      <footer class="rv-decide-foot">
        <span class="rv-quiet rv-push" aria-live="off">
          {total === null || total === "" ? "" : say.totalThen(total)}
        </span>
        {canDecide && row?.pending !== undefined && row?.pending !== null && (
          <Button kind="link" onClick={decision.takeBack}>
            {say.takeBack}
          </Button>
        )}
        <Button onClick={props.skip}>
          {say.skip} <Key>S</Key>
        </Button>
        <Button kind="primary" onClick={props.confirm}>
          {say.confirm} <Key>Enter</Key>
        </Button>
      </footer>
    </aside>
  );
}

interface FindingTextProps extends DecisionPanelProps {
  readonly stop: Stop;
}

function FindingText({ stop, stops, explained, explain, showSource }: FindingTextProps): JSX.Element {
  const { words, source } = useReviewState();
  const [finding, ...others] = stop.findings;
  const counted = decidable(stops);
  const nth = counted.findIndex((one) => one.key === stop.key);
  const kind = finding === undefined ? null : kindOf(finding);
  const place = stop.row?.place ?? finding?.place ?? "";
  const excerpt = source?.parts.flatMap((part) => part.lines).find((line) => line.mark === "here");
  return (
    <>
      <div class="rv-decide-head">
        {finding === undefined || kind === null ? (
          <span class="rv-quiet">{say.noFinding}</span>
        ) : (
          <Severity
            severity={kind === "targets" ? "none" : finding.severity}
            word={words?.kinds.find((one) => one.key === kind)?.word ?? ""}
          />
        )}
        <span class="rv-push" />
        {nth >= 0 && <span class="rv-small rv-quiet">{say.nthFinding(nth + 1, counted.length)}</span>}
      </div>
      <h2 class="rv-decide-name">{stop.row?.name ?? finding?.title ?? ""}</h2>
      {finding !== undefined && <p class="rv-decide-text">{finding.text}</p>}
      {excerpt !== undefined && (
        <p class="rv-excerpt">
          <span class="rv-quiet">{say.sourceLine(place)}</span> {excerpt.text}{" "}
          <button type="button" class="rv-excerpt-open" aria-label={say.source} onClick={showSource}>
            <Key>O</Key>
          </button>
        </p>
      )}
      <Reason text={stop.row?.reason ?? finding?.reason ?? ""} />
      {finding !== undefined && finding.settle !== "" && (
        <p class="rv-settle">
          <span class="rv-quiet">{say.settle}</span> {finding.settle}
        </p>
      )}
      <Basis finding={finding} explain={explain} explained={explained} />
      {explained && stop.row !== null && <Explained row={stop.row} />}
      {others.map((other) => (
        <p key={other.id} class="rv-other">
          <Shape severity={other.for_targets ? "none" : other.severity} /> <strong>{other.title}</strong>{" "}
          {other.text}
        </p>
      ))}
    </>
  );
}

function Reason({ text }: { readonly text: string }): JSX.Element | null {
  if (text === "") return null;
  return (
    <blockquote class="rv-reason">
      {say.unitSays}
      {text}
    </blockquote>
  );
}

interface BasisProps {
  readonly finding: FindingLine | undefined;
  readonly explain: () => void;
  readonly explained: boolean;
}

function Basis({ finding, explain, explained }: BasisProps): JSX.Element {
  const standing = finding?.standing ?? "";
  // What the chip says of all of them is not said behind each.
  const sources = (finding?.sources ?? []).map((source) => source.replace(`（${standing}）`, ""));
  return (
    <p class="rv-basis">
      {sources.length > 0 && (
        <>
          {say.basis} {sources.join("；")}{" "}
        </>
      )}
      {standing !== "" && (
        <Chip tone="ask" dashed>
          {standing}
        </Chip>
      )}{" "}
      <button type="button" class="rv-link" aria-expanded={explained} onClick={explain}>
        {say.explain}
      </button>
    </p>
  );
}

/** 怎么算的: how the row was read, and the rule's formula with the numbers put in. */
function Explained({ row }: { readonly row: TrackRow }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const text = [row.name, row.reading, row.formula].filter((part) => part !== "").join("\n");
  return (
    <div class="rv-explained">
      <dl>
        <dt>{say.readAs}</dt>
        <dd>{row.reading === "" ? "—" : row.reading}</dd>
        <dt>{say.formula}</dt>
        <dd class="rv-formula">{row.formula === "" ? say.noFormula : row.formula}</dd>
      </dl>
      <button
        type="button"
        class="rv-link"
        onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}
      >
        {copied ? say.copied : say.copyExplained}
      </button>
    </div>
  );
}
