// The three choices, the values of 另定, the grounds that fit, the note; refusals are said at their field.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Key } from "../frame/button";
import { Shape } from "../frame/shapes";
import type { FindingLine, GroundWords, RefusedEntry, TrackRow } from "../messages";
import { CHOICES, type Choice, type ChoiceMade } from "./choice";
import { MOST_DIGITS, type Decision } from "./decision";
import { scrollWithin } from "./scroll";
import { useReviewState } from "./use_review";
import { words as say } from "./words";

interface ChoiceButtonsProps {
  readonly row: TrackRow;
  readonly decision: Decision;
  readonly severity: FindingLine["severity"];
}

export function ChoiceButtons({ row, decision }: ChoiceButtonsProps): JSX.Element {
  const { words } = useReviewState();
  const leavesRoom = row.low !== row.high;
  const called = (choice: Choice): string => {
    const key = choice === "rule" && leavesRoom ? "reference" : choice;
    return words?.choices.find((one) => one.key === key)?.word ?? "";
  };
  const under: Readonly<Record<Choice, string>> = {
    claim: say.claimPoints(row.claimed),
    rule: say.rulePoints(row.rule),
    other: say.otherHint,
  };
  return (
    <div class="rv-choices" role="group" aria-label={say.decisionTitle}>
      {CHOICES.map((choice, index) => (
        <button
          key={choice}
          type="button"
          class="rv-choice"
          aria-pressed={decision.made.choice === choice}
          onClick={() => decision.choose(decision.made.choice === choice ? null : choice)}
        >
          <span class="rv-choice-key">{index + 1}</span>
          <strong>{called(choice)}</strong>
          <span class="rv-choice-score">{under[choice]}</span>
        </button>
      ))}
    </div>
  );
}

interface FieldsProps {
  readonly row: TrackRow;
  readonly decision: Decision;
}

export function DecisionFields({ row, decision }: FieldsProps): JSX.Element | null {
  const { made, attempted } = decision;
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = fields.current?.closest<HTMLElement>(".rv-decide");
    if (fields.current !== null && box !== null && box !== undefined) scrollWithin(box, fields.current, "nearest");
  }, [made.choice]);
  if (made.choice === null) return attempted ? <Warning text={say.chooseFirst} /> : null;
  const isOther = made.choice === "other";
  return (
    <div ref={fields} class="rv-decide-fields">
      {isOther && <OtherFields row={row} decision={decision} />}
      <Refusal decision={decision} field="" />
      <Grounds decision={decision} />
      <label class="rv-labelled">
        <span>{say.note}</span>
        <input
          class="text-field rv-fill"
          value={made.note}
          placeholder={isMinutes(decision) ? say.minutesHint : ""}
          onInput={(event) => decision.type({ note: event.currentTarget.value })}
        />
      </label>
      <Refusal decision={decision} field="note" />
    </div>
  );
}

type TypedField = "verified_target" | "verified_actual" | "score";
const OTHER: readonly (readonly [TypedField, keyof ChoiceMade & ("target" | "actual" | "score"), string])[] = [
  ["verified_target", "target", "verified_target"],
  ["verified_actual", "actual", "verified"],
  ["score", "score", "score"],
];

/** 复核指标值, 复核完成值, 复核得分; the first two are scored again by the rule while one types. */
function OtherFields({ row, decision }: FieldsProps): JSX.Element {
  const { words } = useReviewState();
  const { made, tried } = decision;
  const hints: Readonly<Record<TypedField, string>> = {
    verified_target: row.target,
    verified_actual: row.actual,
    score: `0–${row.points}`,
  };
  const rescored = made.target.trim() !== "" || made.actual.trim() !== "";
  return (
    <div class="rv-others">
      {OTHER.map(([field, key, column]) => (
        <div key={field}>
          <label class="rv-labelled">
            <span>{words?.columns.find((one) => one.key === column)?.word ?? ""}</span>
            <input
              class="text-field rv-fill"
              value={made[key]}
              placeholder={hints[field]}
              inputMode={field === "score" ? "decimal" : "text"}
              onInput={(event) => decision.type({ [key]: event.currentTarget.value })}
            />
          </label>
          <Refusal decision={decision} field={field} />
        </div>
      ))}
      {rescored && tried !== null && tried.score !== null && (
        <p class="rv-rescored">
          <strong class="rv-rule">{say.comesTo(tried.score)}</strong>{" "}
          <span class="rv-quiet">{tried.formula || tried.reading}</span>
        </p>
      )}
    </div>
  );
}

function Grounds({ decision }: { readonly decision: Decision }): JSX.Element {
  const { words } = useReviewState();
  const { made, grounds, allShown } = decision;
  const digits = grounds.slice(0, MOST_DIGITS);
  const all = words?.grounds ?? [];
  const shown = allShown ? [...digits, ...all.filter((ground) => !digits.includes(ground))] : digits;
  const isListed = made.ground === "" || all.some((ground) => ground.name === made.ground);
  return (
    <>
      <GroundWarning decision={decision} />
      <p class="rv-grounds-head" id="rv-grounds">
        {say.grounds}{" "}
        <span class="rv-quiet">{say.groundsHint(CHOICES.indexOf(made.choice ?? "claim") + 1)}</span>
      </p>
      <div class="rv-grounds" role="group" aria-labelledby="rv-grounds">
        {shown.map((ground, index) => (
          <GroundButton
            key={ground.name}
            ground={ground}
            digit={index < digits.length ? index + 1 : null}
            isChosen={made.ground === ground.name}
            choose={() => decision.type({ ground: made.ground === ground.name ? "" : ground.name })}
          />
        ))}
        {all.length > digits.length && (
          <button type="button" class="rv-ground" aria-expanded={allShown} onClick={decision.showAll}>
            <Key>0</Key> {allShown ? say.fewer : say.allGrounds}
          </button>
        )}
      </div>
      {allShown && (
        <label class="rv-labelled">
          <span>{say.ownGround}</span>
          <input
            class="text-field"
            value={isListed ? "" : made.ground}
            onInput={(event) => decision.type({ ground: event.currentTarget.value })}
          />
        </label>
      )}
    </>
  );
}

interface GroundButtonProps {
  readonly ground: GroundWords;
  readonly digit: number | null;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function GroundButton({ ground, digit, isChosen, choose }: GroundButtonProps): JSX.Element {
  return (
    <button type="button" class="rv-ground" aria-pressed={isChosen} title={ground.meaning} onClick={choose}>
      {digit !== null && <Key>{digit}</Key>} <span class="rv-cut">{ground.name}</span>
    </button>
  );
}

interface RefusalProps {
  readonly decision: Decision;
  readonly field: RefusedEntry["field"];
}

/** A refusal at its field: of grounds at once, of what is typed once it is typed, of the rest on 确定. */
function Refusal({ decision, field }: RefusalProps): JSX.Element | null {
  const { made, attempted } = decision;
  const isTyped: Readonly<Record<string, boolean>> = {
    score: made.score !== "",
    verified_target: made.target !== "",
    verified_actual: made.actual !== "",
    ground: made.ground !== "",
    note: made.note !== "",
  };
  if (!attempted && isTyped[field] !== true) return null;
  const found = decision.refused.filter((one) => one.field === field);
  if (found.length === 0) return null;
  return <Warning text={found.map((one) => one.what + (one.todo === "" ? "" : `${one.todo}`)).join("")} />;
}

function Warning({ text }: { readonly text: string }): JSX.Element {
  return (
    <p class="rv-warning" role="alert">
      <Shape severity="ask" /> {text}
    </p>
  );
}

/** Outside the band a ground of the list is asked for at once; else only when 确定 was pressed. */
function GroundWarning({ decision }: { readonly decision: Decision }): JSX.Element | null {
  const { attempted, made, tried } = decision;
  if (tried?.beyond === true && tried.score !== null) return <Warning text={say.beyond(tried.score)} />;
  if (attempted && tried?.ground_needed === true && made.ground === "") return <Warning text={say.groundNeeded} />;
  return <Refusal decision={decision} field="ground" />;
}

function isMinutes(decision: Decision): boolean {
  return decision.grounds.find((ground) => ground.name === decision.made.ground)?.minutes === true;
}
