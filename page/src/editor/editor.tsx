// The form in which the unit types: the document, the engine and the layout brought together.

import { SetChanged } from "../explain/set_changed";
import { useAnnounce, useDocument, useEngine, useNavigate, useScores } from "../hooks";
import { FormEditor } from "./form_editor";
import { useLayout } from "./layouts";
import { STATUS } from "./words";

/** `at` is the place to go to, `explain` opens 怎么算的 for it. */
export interface EditorProps {
  readonly submission: number;
  readonly at?: string | undefined;
  readonly explain?: boolean | undefined;
}

export function Editor({ submission, at, explain }: EditorProps) {
  const store = useDocument();
  const { engine, state } = useEngine();
  const navigate = useNavigate();
  const typed = store.document.submissions[submission];
  // The form before its scores: an engine answers one question at a time.
  const layout = useLayout(engine, typed?.set ?? "");
  const scores = useScores(submission);
  const rule = scores.score?.rule.total ?? null;
  const counts = scores.check?.counts;
  useAnnounce(rule === null || counts === undefined ? "" : STATUS.announced(rule, counts["edit"] ?? 0));
  if (typed === undefined || layout === null) return <p class="editor-waiting">{STATUS.waiting}</p>;
  return (
    <>
      <SetChanged submission={submission} />
      <FormEditor
        store={store} submission={submission} typed={typed} layout={layout} scores={scores} engine={engine}
        engineReady={state.kind === "ready"} at={at} explain={explain === true}
        onFinish={() => navigate({ place: "report", screen: "finish", submission })}
      />
    </>
  );
}
