// The row above the queue: what the batch holds, how far deciding is, what can be done with all of it.

import type { ComponentChildren, JSX } from "preact";
import { Button, Key } from "../frame/button";
import { useNavigate } from "../hooks";
import { ExportMenu } from "./export_menu";
import { compared, sumOfTexts } from "./exact";
import { bandOf } from "./numbers";
import { share } from "./progress";
import type { QueueItem } from "./queue_order";
import { isOpen } from "./stops";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

interface QueueMeterProps {
  readonly items: readonly QueueItem[];
  readonly begin: () => void;
  readonly sign: () => void;
}

export function QueueMeter({ items, begin, sign }: QueueMeterProps): JSX.Element {
  const { batch, forms } = useReviewState();
  const desk = useReview();
  const go = useNavigate();
  const edit = items.filter(({ finding }) => finding.severity === "edit" && !finding.for_targets);
  const ask = items.filter(({ finding }) => finding.severity === "ask" && !finding.for_targets);
  const above = forms.filter((form) => form.copy_of === "" && isAbove(form.above_total));
  const waiting = items.filter(({ finding }) => isOpen(finding.state)).length;
  const done = items.filter(({ finding }) => finding.state === "decided").length;
  const unknown = batch?.unknown ?? 0;
  return (
    <section class="rv-meter">
      <Figure name={say.meterFiles} value={`${batch?.files ?? 0} · ${batch?.forms ?? 0}`}>
        {unknown > 0 ? say.stillUnknown(unknown) : say.allReviewed}
      </Figure>
      <Figure name={say.kindEdit} value={say.places(edit.length)} tone="edit">
        {say.differs(sumOfTexts(edit.map(({ finding }) => finding.stake_low ?? "0")))}
      </Figure>
      <Figure name={say.kindAsk} value={say.places(ask.length)} tone="ask">
        {mostAtStake(ask)}
      </Figure>
      <Figure name={say.above} value={say.forms(above.length)}>
        <span class="rv-cut">
          {above.length === 0
            ? say.noneAbove
            : `${above[0]?.title ?? ""} ${above[0]?.above_total ?? ""}${above.length > 1 ? say.andOthers : ""}`}
        </span>
      </Figure>
      <Figure name={say.restored} value={say.places(batch?.restored ?? 0)}>
        <button
          type="button"
          class="rv-link"
          onClick={() => go({ place: "review", screen: "intake" })}
        >
          {say.seeReading}
        </button>
      </Figure>
      <div class="rv-figure rv-progress">
        <span>{say.progress(done, done + waiting)}</span>
        <span
          class="rv-bar"
          role="progressbar"
          aria-label={say.progress(done, done + waiting)}
          aria-valuemin={0}
          aria-valuemax={done + waiting}
          aria-valuenow={done}
        >
          <span class="rv-bar-done" style={{ width: done + waiting === 0 ? "0" : share(done, done + waiting) }} />
        </span>
        <span>
          {say.pressToBegin[0]} <Key>Enter</Key> {say.pressToBegin[1]}
        </span>
      </div>
      <span class="rv-push" />
      <span class="rv-wide rv-meter-buttons">
        <Button onClick={() => go({ place: "review", screen: "intake" })}>{say.addFiles}</Button>
        <ExportMenu />
      </span>
      {waiting === 0 && items.length > 0 ? (
        <Button kind="primary" disabled={desk.readOnly} onClick={sign}>
          {say.sign}
        </Button>
      ) : (
        <Button kind="primary" disabled={items.length === 0} onClick={begin}>
          {say.begin}
        </Button>
      )}
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly tone?: "edit" | "ask";
  readonly children: ComponentChildren;
}

function Figure({ name, value, tone, children }: FigureProps): JSX.Element {
  return (
    <div class="rv-figure">
      <span>{name}</span>
      <strong class={tone === undefined ? "rv-figure-value" : `rv-figure-value rv-${tone}`}>{value}</strong>
      <span class="rv-figure-note">{children}</span>
    </div>
  );
}

function isAbove(by: string): boolean {
  return by !== "" && compared(by, "0") > 0;
}

/** The range of the one finding at which most hangs: ranges are never added. */
function mostAtStake(items: readonly QueueItem[]): string {
  const staked = items.filter(({ finding }) => finding.stake_high !== null);
  const [first] = [...staked].sort((a, b) =>
    compared(b.finding.stake_high ?? "0", a.finding.stake_high ?? "0"),
  );
  if (first === undefined) return say.nothingAtStake;
  return say.mostAtStake(bandOf(first.finding.stake_low, first.finding.stake_high));
}
