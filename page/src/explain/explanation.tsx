// 怎么算的: the drawer beside the form, five steps from what was read to what would settle it. It is
// not modal; the form stays in use.

import { Button } from "../frame/button";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Shape } from "../frame/shapes";
import type { CardButton, CheckLine, ExplainAnswer } from "../messages";
import { EXPLAIN, STEPS } from "./words";

interface Props {
  readonly answer: ExplainAnswer | null;
  /** While there is no answer: why. */
  readonly waiting: string;
  /** Which row of the form it is: 第9行. */
  readonly place: string;
  readonly readOnly: boolean;
  readonly onClose: () => void;
  readonly onWalk: (by: -1 | 1) => void;
  readonly onReply: (line: CheckLine, button: CardButton) => void;
}

export function Explanation({ answer, waiting, place, readOnly, onClose, onWalk, onReply }: Props) {
  const close = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const at = answer?.at;
  useEffect(() => body.current?.scrollTo(0, 0), [at]);
  useEffect(() => {
    const before = document.activeElement;
    close.current?.focus();
    // The place where the person was gets the focus back, if it is still there.
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useLayoutEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const walks = event.altKey && !event.shiftKey && !event.ctrlKey;
      if (event.key === "Escape") onClose();
      else if (walks && event.key === "ArrowUp") onWalk(-1);
      else if (walks && event.key === "ArrowDown") onWalk(1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // At once with what is drawn, else a second key would still walk from the row before.
    // Before the form's own keys: while the drawer is open, Alt+↓ walks rows.
    window.addEventListener("keydown", keys, true);
    return () => window.removeEventListener("keydown", keys, true);
  }, [onClose, onWalk]);
  return (
    <aside class="explain" aria-labelledby="explain-title">
      <header class="explain-head">
        <p class="quiet">{[answer?.path.join(" › "), place].filter((text) => text).join(" · ")}</p>
        <h2 id="explain-title">{answer?.name ?? "怎么算的"}</h2>
        <span class="explain-walk">
          <Button kind="link" aria-label="上一行" onClick={() => onWalk(-1)}>‹</Button>
          <Button kind="link" aria-label="下一行" onClick={() => onWalk(1)}>›</Button>
          <Button kind="link" aria-label="关闭说明" ref={close} onClick={onClose}>✕</Button>
        </span>
      </header>
      <div class="explain-body" ref={body} tabIndex={0} role="region" aria-label="说明">
        {answer === null ? <p class="quiet">{waiting}</p> : <Steps answer={answer} />}
      </div>
      {answer !== null && <Foot answer={answer} readOnly={readOnly} onReply={onReply} />}
    </aside>
  );
}

function Steps({ answer }: { readonly answer: ExplainAnswer }) {
  return (
    <>
      <Tracks answer={answer} />
      <h3>1 {STEPS[0]}</h3>
      <table class="read-as">
        <tbody>
          {answer.read_as.map((value) => (
            <tr key={value.label}>
              <th scope="row">{value.label}</th>
              <td>{value.text === "" ? <i>未填</i> : value.text}</td>
              <td>
                → {value.meaning}
                {value.notes.map((note) => <small key={note}>{note}</small>)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.hint !== "" && <p class="quiet">{answer.hint}</p>}
      <h3>2 {STEPS[1]}</h3>
      {answer.rule_name !== "" && <p class="quiet">{answer.rule_name}</p>}
      <ol class="cases">
        {answer.cases.map((one, index) => (
          <li key={index} class={one.hit ? "hit" : ""}>
            <span class="case-number" aria-hidden="true">{index + 1}</span>
            <span>
              {one.text}
              {one.hit && <span class="unseen">（本行按这一条）</span>}
              {one.note !== "" && <small>{one.note}</small>}
            </span>
          </li>
        ))}
      </ol>
      <h3>3 {STEPS[2]}</h3>
      {answer.formula === "" ? (
        <p class="quiet">这一行没有算式。</p>
      ) : (
        <p class="formula"><Formula text={answer.formula} /></p>
      )}
      {answer.formula_notes.map((note) => <p key={note} class="quiet">{note}</p>)}
      <h3>4 {STEPS[3]}</h3>
      <ul class="row-sources">
        {answer.sources.map((source) => (
          <li key={source.text}>
            {source.text}
            {source.standing !== "" && <span class="chip ask">{source.standing}</span>}
          </li>
        ))}
      </ul>
      <h3>5 {STEPS[4]}</h3>
      {answer.asks.length === 0 && <p class="quiet">没有要问的。</p>}
      {answer.asks.map((line) => (
        <div key={line.code + line.at} class="row-asks">
          <Shape severity={line.severity} />
          <p>
            <b>{line.title}</b>
            {line.ask !== "" && <span>{line.ask}</span>}
            {line.settle !== "" && <span>{line.settle}</span>}
          </p>
        </div>
      ))}
    </>
  );
}

/** Three numbers, each in its place: what the unit writes, what the rule gives, what may be given. */
function Tracks({ answer }: { readonly answer: ExplainAnswer }) {
  const settled = answer.low === answer.high;
  return (
    <dl class="explain-tracks">
      <div>
        <dt>自评</dt>
        <dd class="number">{answer.claimed ?? "—"}</dd>
        <dd class="quiet">分值 {answer.points}</dd>
      </div>
      <div class="rule">
        <dt>按规则{settled ? "" : "（参考）"}</dt>
        <dd class="number">{answer.rule ?? "—"}</dd>
        <dd class={answer.severity}><Shape severity={answer.severity} /> {answer.word}</dd>
      </div>
      <div class="rule">
        <dt>可认定</dt>
        <dd class="number">{settled ? "—" : `${answer.low}–${answer.high}`}</dd>
        <dd class="quiet">{answer.band_say}</dd>
      </div>
    </dl>
  );
}

/** The formula with its result set off. */
function Formula({ text }: { readonly text: string }) {
  const at = text.lastIndexOf("=");
  if (at < 0) return <>{text}</>;
  return <>{text.slice(0, at + 1)} <b>{text.slice(at + 1).trim()}</b></>;
}

interface FootProps {
  readonly answer: ExplainAnswer;
  readonly readOnly: boolean;
  readonly onReply: (line: CheckLine, button: CardButton) => void;
}

function Foot({ answer, readOnly, onReply }: FootProps) {
  const [copied, setCopied] = useState("");
  useEffect(() => setCopied(""), [answer]);
  // Two findings of a row may ask for the same: it stands here once.
  const replies = answer.asks
    .flatMap((line) => line.replies.map((button) => ({ button, line })))
    .filter(({ button }) => button.kind !== "explain" && button.kind !== "keep")
    .filter((one, place, all) => all.findIndex(({ button }) => button.kind === one.button.kind) === place);
  return (
    <footer class="explain-foot">
      {replies.map(({ button, line }) => (
        <button
          key={button.kind + button.field + line.code}
          type="button"
          class="button"
          disabled={readOnly}
          onClick={() => onReply(line, button)}
        >
          {button.kind === "take_rule" ? `得分${button.text}` : button.text}
        </button>
      ))}
      <Button kind="link"
        onClick={() => void copyText(answer.text).then((done) => setCopied(done ? EXPLAIN.copied : EXPLAIN.notCopied))}
      >
        复制这段说明
      </Button>
      <span class="quiet" role="status">{copied}</span>
    </footer>
  );
}

/** At a `file:` address the clipboard may be refused; the old way through a selection is then left. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
