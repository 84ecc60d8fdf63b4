// The row above a project: the three tracks side by side, never mixed, and what can be done with the form.

import type { JSX } from "preact";
import { Button, Key } from "../frame/button";
import type { ReviewTracksAnswer } from "../messages";
import { handOutSheets } from "./files";
import { bandOf } from "./numbers";
import { useReview } from "./use_review";
import { words as say } from "./words";

interface ProjectMeterProps {
  readonly tracks: ReviewTracksAnswer;
  readonly goForm: (step: 1 | -1) => void;
  readonly sign: () => void;
}

export function ProjectMeter({ tracks, goForm, sign }: ProjectMeterProps): JSX.Element {
  const desk = useReview();
  const { line } = tracks;
  const objected = tracks.rows.filter((row) => row.state === "objected");
  const ruled = objected.filter((row) => row.ruling !== null).length;
  const year = line.year === null ? "" : `${line.year}年度`;
  return (
    <section class="rv-meter">
      <div class="rv-figure rv-project-name">
        <span class="rv-cut">{[line.unit, year].filter((part) => part !== "").join(" · ")}</span>
        <strong class="rv-cut" title={line.title}>
          {line.title}
        </strong>
      </div>
      <div class="rv-figure">
        <span>{say.own}</span>
        <span class="rv-total">
          <strong class="rv-number-self">{line.claimed ?? say.noTotal}</strong> {line.claimed_grade}
        </span>
      </div>
      <div class="rv-figure">
        <span class="rv-rule">{say.rule}</span>
        <span class="rv-total">
          <strong class="rv-number-rule">{line.rule ?? say.noTotal}</strong> {bandOf(line.low, line.high)}
        </span>
      </div>
      <div class="rv-figure">
        <span class="rv-review">{say.review(Math.max(0, line.decided - ruled), line.open + objected.length)}</span>
        <span class="rv-total">
          <ReviewTotal tracks={tracks} />
        </span>
      </div>
      <span class="rv-push" />
      <Button onClick={() => goForm(-1)}>
        {say.previousForm} <Key>PgUp</Key>
      </Button>
      <Button onClick={() => goForm(1)}>
        {say.nextForm} <Key>PgDn</Key>
      </Button>
      <Button class="rv-wide" onClick={() => void handOutSheets(desk, "feedback", [line.form])}>
        {say.feedback}
      </Button>
      <Button disabled={tracks.writes !== "evaluator" || desk.readOnly} onClick={sign}>
        {say.sign}
      </Button>
    </section>
  );
}

/** The total in force, or all totals that a conflict leaves possible; beside it what signing would make. */
function ReviewTotal({ tracks }: { readonly tracks: ReviewTracksAnswer }): JSX.Element {
  const { line } = tracks;
  const inForce = line.alternatives.length > 0 ? line.alternatives.join(" 或 ") : (line.review ?? say.noTotal);
  const changes = line.review_if_signed !== null && line.review_if_signed !== line.review;
  return (
    <>
      <strong class="rv-number-review">{inForce}</strong>{" "}
      {[
        changes ? say.ifSigned(line.review_if_signed ?? "") : "",
        line.grade,
        line.deviation === null ? "" : say.deviation(line.deviation),
      ]
        .filter((part) => part !== "")
        .join(" · ")}
    </>
  );
}
