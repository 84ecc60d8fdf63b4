// What stands in the top bar's path: the batch, or the project with its number, and the step as a chip.

import { Chip } from "../frame/button";
import { usePath } from "../hooks";
import type { ReviewFormLine } from "../messages";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

/** Show the path of the queue, or of one form. */
export function useReviewPath(line: ReviewFormLine | null, rounds?: () => void): void {
  const desk = useReview();
  const { forms } = useReviewState();
  const counted = forms.filter((form) => form.copy_of === "");
  const index = line === null ? -1 : counted.findIndex((form) => form.form === line.form);
  const step = useStep(line);
  const title = desk.title;
  usePath(
    line === null
      ? { parts: [{ text: title === "" ? say.noName : title }], beside: step }
      : {
          parts: [{ text: say.backToQueue, to: { place: "review", screen: "queue" } }, { text: line.title }],
          beside: (
            <>
              <span class="rv-quiet">{say.nth(index + 1, counted.length)}</span>
              {step !== null && (
                <button type="button" class="rv-chip-button" title={say.roundTitle} onClick={rounds}>
                  {step}
                </button>
              )}
            </>
          ),
        },
    [title, line?.form, line?.step_name, index, counted.length, step === null, rounds],
  );
}

/** 初评 1/4; of the batch only where all forms stand in the same step. */
function useStep(line: ReviewFormLine | null) {
  const { forms, words } = useReviewState();
  const counted = words?.steps.filter((step) => step.number > 0).length ?? 0;
  const shown = line ?? forms[0];
  if (shown === undefined || shown.step_name === "") return null;
  if (line === null && forms.some((form) => form.step_name !== shown.step_name)) return null;
  const number = shown.step_number > 0 ? ` ${shown.step_number}/${counted}` : "";
  return <Chip tone={shown.step_number > 0 ? "brand" : "ask"}>{`${shown.step_name}${number}`}</Chip>;
}
