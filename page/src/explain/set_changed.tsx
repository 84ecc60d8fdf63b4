// 计分办法在您填写之后改过: told as long as the form names an older edition of its set.

import { useEffect, useState } from "preact/hooks";

import { inSubmission } from "../document/cells";
import { setCommand } from "../document/commands";
import { Button } from "../frame/button";
import { Dialog } from "../frame/dialog";
import { useDocument, usePage, useScores } from "../hooks";
import type { ScoreAnswer, SetChoice } from "../messages";
import { useSets } from "../start/use_sets";
import { SET_CHANGED } from "./words";

export function SetChanged({ submission }: { readonly submission: number }) {
  const page = usePage();
  const { score } = useScores(submission);
  const [shown, setShown] = useState(false);
  const changed = score?.set_changed === true;
  useEffect(() => {
    if (!changed) return;
    const key = `set ${submission}`;
    const actions = [{ text: SET_CHANGED.look, run: () => setShown(true) }];
    page.notices.notify({ key, severity: "ask", title: SET_CHANGED.title, lasting: true, actions });
    return () => page.notices.dismiss(key);
  }, [page, submission, changed]);
  if (!shown || score === null) return null;
  return <WhatChanged submission={submission} score={score} onClose={() => setShown(false)} />;
}

interface Props {
  readonly submission: number;
  readonly score: ScoreAnswer;
  readonly onClose: () => void;
}

/** The older edition is not at hand: what holds now is laid beside the form. */
function WhatChanged({ submission, score, onClose }: Props) {
  const open = useDocument();
  const set = useSets().find((one) => one.id === score.set);
  const accept = () => {
    if (set === undefined) return;
    const path = inSubmission(submission, "set_digest");
    open.run(setCommand(open.document, path, set.digest), SET_CHANGED.accepted);
    onClose();
  };
  const foot = (
    <>
      <Button onClick={onClose}>{SET_CHANGED.later}</Button>
      <Button kind="primary" disabled={open.readOnly || set === undefined} onClick={accept}>{SET_CHANGED.accept}</Button>
    </>
  );
  return (
    <Dialog title={SET_CHANGED.title} onClose={onClose} foot={foot}>
      <p>{SET_CHANGED.onlyNow}</p>
      <dl class="printed">
        <dt>{SET_CHANGED.now}</dt>
        <dd>{score.set_called}（{score.set_standing}）</dd>
        <dt>{SET_CHANGED.points}</dt>
        <dd>{set === undefined ? "—" : levels(set)}</dd>
        <dt>{SET_CHANGED.yours}</dt>
        <dd>{score.points_say || SET_CHANGED.sum(score.row_points, score.points)}</dd>
        {score.unmatched.length > 0 && <dt>{SET_CHANGED.unmatched}</dt>}
        {score.unmatched.length > 0 && <dd>{score.unmatched.join("、")}</dd>}
      </dl>
    </Dialog>
  );
}

function levels(set: SetChoice): string {
  return set.levels.map((level) => level.name + level.points).join("，");
}
