// The numbers above the form: own, by rule, what is possible; and what is still open.

import type { JSX } from "preact";

import { Shape } from "../frame/shapes";
import type { FormLayoutAnswer, ScoreAnswer } from "../messages";
import { COUNT_WORD, METER } from "./words";

export interface MeterProps {
  readonly project: string;
  readonly unit: string;
  readonly year: string;
  readonly layout: FormLayoutAnswer;
  readonly score: ScoreAnswer | null;
  /** The plain sum of what is typed, until the engine says more. */
  readonly typedTotal: string | null;
  readonly rowPoints: string | null;
  readonly computing: boolean;
  /** 按未核对原文的规则; empty where the rules were checked. */
  readonly note: string;
  /** Null while nobody has looked yet: then no count is said. */
  readonly counts: Readonly<Record<"edit" | "ask" | "note" | "lack", number>> | null;
  readonly onCount: (group: "edit" | "ask" | "note" | "lack") => void;
}

export function Meter(props: MeterProps): JSX.Element {
  const { score, layout, computing } = props;
  const waiting = computing ? METER.computing : "—";
  const own = score?.own.total ?? props.typedTotal;
  const above = score?.above_total ?? null;
  return (
    <header class="meter" data-region="meter" tabIndex={-1} aria-label={METER.numbers}>
      <div class="meter-part meter-name">
        <span class="meter-label">{[props.unit, props.year === "" ? "" : `${props.year}${METER.year}`].filter(Boolean).join(" · ")}</span>
        <strong class="meter-project" title={props.project}>{props.project}</strong>
      </div>
      <div class="meter-part">
        <span class="meter-label">{METER.own}</span>
        <span class="meter-value">
          <b class="meter-figure">{own ?? "—"}</b>
          {score !== null && score.own.grade !== "" && <span class="grade">{score.own.grade}</span>}
          {above !== null && above !== "0" && (
            <span class="above">
              {props.note !== "" && <small>{props.note}</small>}
              <span class="severity edit"><Shape severity="edit" />{METER.above}{above}</span>
            </span>
          )}
        </span>
      </div>
      <div class="meter-part">
        <span class="meter-label">{METER.rule}</span>
        <span class="meter-value by-rule">
          <b class="meter-figure">{score === null ? waiting : (score.rule.total ?? "—")}</b>
          <span class="grade">{score?.rule.grade ?? ""}</span>
        </span>
      </div>
      <div class="meter-part">
        <span class="meter-label">{METER.band}</span>
        <span class="meter-value by-rule">
          <b class="meter-figure">{score === null ? waiting : range(score.rule.low, score.rule.high)}</b>
          <span class="grade">{score === null ? "" : gradesUpwards(layout, score).join("、")}</span>
        </span>
      </div>
      {score !== null && <div class="meter-part meter-scale"><Scale layout={layout} score={score} /></div>}
      <div class="meter-part">
        <span class="meter-label">{METER.points}</span>
        <PointsValue
          points={score?.points ?? layout.points} rowPoints={score?.row_points ?? props.rowPoints}
          fault={score === null ? null : score.points_say}
        />
      </div>
      <nav class="meter-counts" aria-label={METER.open}>
        {(["edit", "ask", "note", "lack"] as const).map((group) => (
          <button
            key={group} type="button" class={`meter-count ${group}`} disabled={!props.counts?.[group]}
            onClick={() => props.onCount(group)}
          >
            <Shape severity={group} />{COUNT_WORD[group]} {props.counts?.[group] ?? "…"}
          </button>
        ))}
      </nav>
    </header>
  );
}

/** Whether the points are right only the engine knows; until then the plain sum stands alone. */
function PointsValue({ points, rowPoints, fault }: { points: string; rowPoints: string | null; fault: string | null }) {
  return (
    <span class="meter-value points">
      <b>{rowPoints ?? "—"} / {points}</b>
      {fault === "" && rowPoints === points && <Shape severity="good" label={METER.right} />}
      {fault !== null && fault !== "" && <span class="points-said"><Shape severity="edit" />{fault}</span>}
    </span>
  );
}

/** 良、优: as the range beside them, from the lowest. */
function gradesUpwards(layout: FormLayoutAnswer, score: ScoreAnswer): string[] {
  const names = layout.grades.map((grade) => grade.name);
  return [...score.grades_possible].sort((one, other) => names.indexOf(other) - names.indexOf(one));
}

function range(low: string, high: string): string {
  return low === high ? low : `${low}–${high}`;
}

/** Names and numbers of narrow grades have no room on the scale. */
const NAME_ROOM = 44;
const SCALE = { width: 216, left: 2, right: 212 } as const;

/** The scale: band, tick of the rule, marker of the own total, lines and names of the grades. */
function Scale({ layout, score }: { layout: FormLayoutAnswer; score: ScoreAnswer }) {
  // Places on a line of 210 pixels need no exact numbers.
  const most = Number(layout.points);
  const lines = layout.grades.map((grade) => ({ name: grade.name, least: Number(grade.least) }));
  const low = Number(score.rule.low);
  const from = Math.max(...lines.map((each) => each.least).filter((least) => least <= low && least < most), 0);
  const span = Math.max(most - from, 1);
  const x = (value: number) =>
    SCALE.left + ((Math.min(Math.max(value, from), most) - from) * (SCALE.right - SCALE.left)) / span;
  const shown = lines.filter((each) => each.least >= from && each.least < most);
  const own = score.own.total === null ? null : x(Number(score.own.total));
  return (
    <svg
      class="scale" width={SCALE.width} height="44" viewBox={`0 0 ${SCALE.width} 44`} role="img"
      aria-label={METER.scale(score.own.total ?? "—", score.rule.total ?? "—", range(score.rule.low, score.rule.high))}
    >
      <line x1={SCALE.left} x2={SCALE.right} y1="17" y2="17" class="scale-line" />
      <rect x={x(low)} width={Math.max(x(Number(score.rule.high)) - x(low), 2)} y="12" height="10" class="scale-band" />
      {shown.filter((each) => each.least > from).map((each) => (
        <line key={each.name} x1={x(each.least)} x2={x(each.least)} y1="9" y2="25" class="scale-grade" />
      ))}
      {score.rule.total !== null && (
        <rect x={x(Number(score.rule.total)) - 1.5} width="3" y="8" height="18" class="scale-rule" />
      )}
      {own !== null && <path d={`M${own - 6} 0 h12 l-6 10 z`} class="scale-own" />}
      <text x={SCALE.left} y="40" class="scale-text">{from}</text>
      {shown.map((each, at) => {
        const above = shown.map((other) => other.least).filter((least) => least > each.least);
        const end = Math.min(...above, most);
        if (x(end) - x(each.least) < NAME_ROOM) return null;
        return (
          <text key={`name${at}`} x={x((each.least + end) / 2)} y="40" text-anchor="middle" class="scale-text">{each.name}</text>
        );
      })}
      {shown.filter((each) => Math.min(x(each.least) - x(from), x(most) - x(each.least)) > NAME_ROOM).map((each) => (
        <text key={`least${each.name}`} x={x(each.least)} y="40" text-anchor="middle" class="scale-text">{each.least}</text>
      ))}
      <text x={SCALE.right} y="40" text-anchor="end" class="scale-text">{layout.points}</text>
    </svg>
  );
}
