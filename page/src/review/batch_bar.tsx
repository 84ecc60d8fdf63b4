// The bar over the queue for a selection of findings of one 问题: what can be done with all of them.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../frame/button";
import { Severity } from "../frame/shapes";
import { BatchDialog, type BatchWhat } from "./batch_dialog";
import type { QueueItem } from "./queue_order";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

/** Of so many rows the bar says what each would score. */
const MOST_TOLD = 4;

export function BatchBar({ items }: { readonly items: readonly QueueItem[] }): JSX.Element | null {
  const desk = useReview();
  const { ticked } = useReviewState();
  const [doing, setDoing] = useState<BatchWhat | null>(null);
  const chosen = items.filter(({ finding }) => ticked.has(finding.id));
  const [first] = chosen;
  if (first === undefined) return null;
  const { code, severity, title } = first.finding;
  const isOne = chosen.every(({ finding }) => finding.code === code && finding.severity === severity);
  const canDecide = severity === "edit" || severity === "ask";
  return (
    <div class="rv-batch">
      {isOne ? (
        <>
          <Severity severity={severity} word={say.oneTitle(chosen.length)} />
          <strong>{title}</strong>
          {canDecide && <RuleScores items={chosen} isReference={severity === "ask"} />}
        </>
      ) : (
        <span>{say.severalTitles(chosen.length)}</span>
      )}
      <span class="rv-push" />
      {isOne && canDecide && (
        <>
          <Button disabled={desk.readOnly} onClick={() => setDoing("rule")}>
            {severity === "edit" ? say.allByRule : say.allByReference}
          </Button>
          <Button disabled={desk.readOnly} onClick={() => setDoing("ask")}>{say.allAsk}</Button>
          <Button disabled={desk.readOnly} onClick={() => setDoing("other")}>{say.allOther}</Button>
        </>
      )}
      <Button kind="link" onClick={() => desk.change({ ticked: new Set() })}>
        {say.unselect}
      </Button>
      {doing !== null && (
        <BatchDialog
          what={doing}
          items={chosen}
          close={(done) => {
            setDoing(null);
            if (done) desk.change({ ticked: new Set() });
          }}
        />
      )}
    </div>
  );
}

interface RuleScoresProps {
  readonly items: readonly QueueItem[];
  readonly isReference: boolean;
}

/** 各按各的参考分 3.88、3: asked of the engine, which alone knows the scores. */
function RuleScores({ items, isReference }: RuleScoresProps): JSX.Element | null {
  const desk = useReview();
  const [scores, setScores] = useState<readonly string[]>([]);
  const ids = items.map(({ finding }) => finding.id).join("\n");
  useEffect(() => {
    setScores([]);
    if (items.length > MOST_TOLD) return;
    const ask = { findings: items.map(({ finding }) => finding.id), what: "rule" as const, pending: desk.pending };
    void desk.trying(async () => {
      const { body } = await desk.engine.ask("review.batch", ask, { lane: "review.batch" });
      setScores(body.changes.map((change) => change.after ?? say.noTotal));
    });
  }, [desk, ids]);
  if (scores.length === 0) return null;
  const told = scores.join("、");
  return <span class="rv-quiet">{isReference ? say.eachByReference(told) : say.eachByRule(told)}</span>;
}
