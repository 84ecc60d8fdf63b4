// A review file opened beside what is there: asked first, and told what came in; no conflict is dropped.

import type { JSX } from "preact";
import { Button } from "../frame/button";
import { Dialog } from "../frame/dialog";
import { useNavigate } from "../hooks";
import type { MergeReport } from "../messages";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

interface MergeQuestionProps {
  readonly keep: () => void;
  readonly replace: () => void;
  readonly leave: () => void;
}

export function MergeQuestion(props: MergeQuestionProps): JSX.Element {
  const desk = useReview();
  return (
    <Dialog
      title={say.mergeAsk}
      onClose={props.leave}
      foot={
        <>
          <Button kind="primary" onClick={props.keep}>
            {say.mergeKeep}
          </Button>
          <Button onClick={props.replace}>{say.mergeReplace}</Button>
          <Button onClick={props.leave}>{say.cancel}</Button>
        </>
      }
    >
      <p>{say.mergeText}</p>
      {desk.isKeptNowhere && <p class="rv-warning">{say.mergeLoses}</p>}
    </Dialog>
  );
}

export function MergeResult({ merged }: { readonly merged: MergeReport }): JSX.Element {
  const desk = useReview();
  const go = useNavigate();
  const { forms, words } = useReviewState();
  const isHeld = (form: string): boolean =>
    forms.some((line) => line.form === form && line.step_name === words?.held);
  const held = merged.conflicts.filter((line) => isHeld(line.form)).length;
  return (
    <section class="rv-panel" aria-label={say.mergedTitle}>
      <header class="rv-panel-head">
        <h2 class="rv-h2">{say.mergedTitle}</h2>
        <span class="rv-push" />
        <button class="rv-link" onClick={() => desk.change({ merged: null })}>
          {say.close}
        </button>
      </header>
      <div class="rv-panel-body">
        <p>{say.merged(merged.entries, merged.new)}</p>
        {merged.drafts.length > 0 && <p>{say.mergedDrafts(merged.drafts.length)}</p>}
        {merged.conflicts.length > 0 && (
          <>
            <p class={held > 0 ? "rv-ask" : ""}>
              {held > 0 ? say.mergedConflicts(held) : say.mergedSettled(merged.conflicts.length)}
            </p>
            <ul class="rv-list">
              {merged.conflicts.map((line) => (
                <li key={`${line.form} ${line.row}`}>
                  <button
                    class="rv-link"
                    onClick={() => go({ place: "review", screen: "project", project: line.form, at: line.row })}
                  >
                    {line.title} · {line.name}
                  </button>
                  ：
                  {line.entries
                    .map((entry) => `${entry.by}（${entry.at}）${entry.comes_to ?? entry.score ?? ""}`)
                    .join("；")}
                  {!isHeld(line.form) && <span class="rv-quiet"> · {say.settled}</span>}
                </li>
              ))}
            </ul>
          </>
        )}
        {merged.refused.length > 0 && (
          <>
            <p class="rv-edit">{say.mergedRefused(merged.refused.length)}</p>
            <ul class="rv-list">
              {merged.refused.map((problem, index) => (
                <li key={index}>
                  {problem.where} {problem.what}
                  {problem.todo}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
