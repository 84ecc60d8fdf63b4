// What could not be done, with what to do, until a person puts it away.

import type { JSX } from "preact";
import { Shape } from "../frame/shapes";
import type { PageProblem } from "../messages";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

export function Problems(): JSX.Element | null {
  const desk = useReview();
  const { problems, unused } = useReviewState();
  return (
    <>
      {problems.length > 0 && (
        <div class="rv-problems" role="alert">
          <ProblemList problems={problems} />
          <button type="button" class="rv-link" onClick={() => desk.change({ problems: [] })}>
            {say.close}
          </button>
        </div>
      )}
      {unused.length > 0 && (
        <div class="rv-problems">
          <p>{say.unused(unused.length)}</p>
          <ProblemList problems={unused} />
        </div>
      )}
    </>
  );
}

export function ProblemList({ problems }: { readonly problems: readonly PageProblem[] }): JSX.Element {
  return (
    <ul class="rv-list">
      {problems.map((problem, index) => (
        <li key={index}>
          <Shape severity="edit" /> {problem.where !== "" && <strong>{problem.where}：</strong>}
          {problem.what}
          {problem.todo !== "" && <span class="rv-quiet"> {problem.todo}</span>}
        </li>
      ))}
    </ul>
  );
}
