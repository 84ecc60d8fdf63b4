// 怎么算的: why a row has its score, in a drawer beside the form.

import { useEffect, useState } from "preact/hooks";

import { EngineRefusal } from "../engine/client";
import { useDocument, useEngine } from "../hooks";
import type { CardButton, CheckLine, ExplainAnswer } from "../messages";
import { Explanation } from "./explanation";
import { EXPLAIN } from "./words";

export interface ExplainDrawerProps {
  readonly submission: number;
  /** Row whose score is explained: `indicators/3`. */
  readonly at: string;
  readonly onClose: () => void;
  /** Alt+↑ and Alt+↓: the row before (-1) or after (1). */
  readonly onMove: (by: -1 | 1) => void;
  /** A button of one of the row's findings, as on its card. */
  readonly onReply: (line: CheckLine, button: CardButton) => void;
}

export function ExplainDrawer({ submission, at, onClose, onMove, onReply }: ExplainDrawerProps) {
  const open = useDocument();
  const { engine, state } = useEngine();
  const [answer, setAnswer] = useState<ExplainAnswer | null>(null);
  const [refused, setRefused] = useState("");
  const typed = open.document.submissions[submission];
  const ready = state.kind === "ready";
  useEffect(() => {
    if (!ready || typed === undefined) return;
    let wanted = true;
    const ask = { submission: typed as unknown as Record<string, unknown>, at };
    engine.ask("explain", ask, { rev: open.revision, lane: "explain" }).then(
      ({ body }) => {
        if (!wanted) return;
        setAnswer(body);
        setRefused("");
      },
      (error: unknown) => {
        if (!wanted || !(error instanceof EngineRefusal)) return;
        setAnswer(null);
        setRefused(error.problems.map((problem) => `${problem.what}。${problem.todo}`).join("\n"));
      },
    );
    return () => {
      wanted = false;
    };
  }, [engine, ready, typed, at]);
  const row = /^indicators\/(\d+)$/u.exec(at)?.[1];
  return (
    <Explanation
      answer={answer?.at === at ? answer : null}
      waiting={ready ? refused || EXPLAIN.counting : EXPLAIN.noEngine}
      place={row === undefined ? "" : `第${Number(row) + 1}行`}
      readOnly={open.readOnly}
      onClose={onClose}
      onWalk={onMove}
      onReply={onReply}
    />
  );
}
