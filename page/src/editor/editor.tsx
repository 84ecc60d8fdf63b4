// The form in which the unit types.

import { useDocument, useScores } from "../hooks";

/** `at` is the place to go to, `explain` opens 怎么算的 for it. */
export interface EditorProps {
  readonly submission: number;
  readonly at?: string | undefined;
  readonly explain?: boolean | undefined;
}

export function Editor({ submission }: EditorProps) {
  const { document } = useDocument();
  const { score } = useScores(submission);
  return <div class="editor">{document.submissions[submission]?.project?.name} {score?.own.total}</div>;
}
