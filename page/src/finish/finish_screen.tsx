// 自查和下载: each finding once, with the way to its row; beside it the files. What is open never
// blocks a download.

import { Button } from "../frame/button";
import type { ComponentChildren } from "preact";
import { DownloadIcon } from "../frame/icons";
import { Severity, Shape } from "../frame/shapes";
import { usePage } from "../hooks";
import type { CardButton, CheckAnswer, CheckLine, ScoreAnswer } from "../messages";
import type { Clash } from "./use_files";
import { GROUPS, NOT_PRINTED, formatGroups, type Format, type Wanted } from "./words";

export interface FinishProps {
  readonly meter: ComponentChildren;
  readonly check: CheckAnswer | null;
  readonly score: ScoreAnswer | null;
  /** Why there is no self-check yet. */
  readonly waiting: ComponentChildren;
  readonly stem: string;
  readonly wanted: readonly Wanted[];
  readonly backFill: boolean;
  readonly readOnly: boolean;
  /** What is being done with the files; empty while nothing is. */
  readonly busy: string;
  readonly notes: readonly string[];
  readonly clash: Clash | null;
  readonly canChooseFolder: boolean;
  /** Whether the finding, as it now stands, was marked as thought of. */
  readonly isKept: (line: CheckLine) => boolean;
  readonly onKeep: (line: CheckLine, kept: boolean) => void;
  readonly onGoTo: (line: CheckLine) => void;
  readonly onReply: (button: CardButton, line: CheckLine) => void;
  readonly onWant: (kind: Wanted, wanted: boolean) => void;
  readonly onDownload: () => void;
  readonly onDownloadToFolder: () => void;
  readonly onPreview: () => void;
}

export function FinishScreen(props: FinishProps) {
  return (
    <>
      {props.meter}
      <div class="finish">
      <h1 class="unseen">自查和下载</h1>
      <div class="finish-check">
        {props.check === null ? (
          <div class="box panel-body" role="status">{props.waiting}</div>
        ) : (
          <SelfCheck {...props} check={props.check} />
        )}
      </div>
      <aside class="finish-files" aria-label="下载">
        <Downloads {...props} />
        <WhatIsPrinted score={props.score} />
      </aside>
      </div>
    </>
  );
}

function SelfCheck(props: FinishProps & { readonly check: CheckAnswer }) {
  const { check, score } = props;
  const open = check.items.some((line) => line.group !== "targets");
  return (
    <>
      {!open && <AllWell score={score} onDownload={props.onDownload} />}
      {GROUPS.map(({ group, title, aside, word }) => {
        const lines = check.items.filter((line) => line.group === group);
        if (lines.length === 0) return null;
        const head = (
          <>
            <h2>{title}</h2>
            <span class="group-count">{lines.length}</span>
            <span class="quiet">{aside}</span>
          </>
        );
        const list = (
          <ul>
            {lines.map((line) => (
              <Item key={line.code + line.at + line.saw} {...props} line={line} word={word} />
            ))}
          </ul>
        );
        return group === "targets" ? (
          <details key={group} class="box check-group">
            <summary class="box-head">{head}</summary>
            {list}
          </details>
        ) : (
          <section key={group} class="box check-group" id={`group-${group}`}>
            <header class="box-head">{head}</header>
            {list}
          </section>
        );
      })}
      <FormChecks check={check} />
    </>
  );
}

function AllWell({ score, onDownload }: { readonly score: ScoreAnswer | null; readonly onDownload: () => void }) {
  const own = score?.own.total ?? null;
  const rule = score?.rule.total ?? null;
  return (
    <section class="box all-well">
      <h2 class="good"><Shape severity="good" /> 没有要处理的</h2>
      <p>
        {own !== null && `自评 ${own}${rule === null ? "" : `，按规则 ${rule}`}。`}
        {own !== null && "可以交了。"}
      </p>
      <Button onClick={onDownload}>完成并下载</Button>
    </section>
  );
}

interface ItemProps extends FinishProps {
  readonly line: CheckLine;
  readonly word: string;
}

function Item({ line, word, readOnly, isKept, onKeep, onGoTo, onReply }: ItemProps) {
  const kept = isKept(line);
  const before = line.advice === "" ? line.settle : line.advice;
  return (
    <li class={kept ? "check-item kept" : "check-item"}>
      <Severity severity={line.severity} word={word} />
      <div class="check-text">
        <h3>{[line.place, line.name].filter((text) => text !== "").join(" · ") || line.title}</h3>
        <p>{line.text}</p>
        {before !== "" && <p class="before"><span>交表前</span> {before}</p>}
      </div>
      <div class="check-buttons">
        {line.at !== "" && (
          <Button onClick={() => onGoTo(line)}>到这一行</Button>
        )}
        {line.replies
          .filter((button) => button.kind === "take_rule" && line.group === "edit")
          .map((button) => (
            <button
              key={button.field}
              type="button"
              class="button"
              disabled={readOnly}
              onClick={() => onReply(button, line)}
            >
              {button.text}
            </button>
          ))}
        {line.group === "ask" && (
          <label class="tick">
            <input
              type="checkbox"
              checked={kept}
              disabled={readOnly}
              onChange={(event) => onKeep(line, event.currentTarget.checked)}
            />
            <small>已想好怎么答</small>
          </label>
        )}
      </div>
    </li>
  );
}

function FormChecks({ check }: { readonly check: CheckAnswer }) {
  if (check.checks.length === 0) return null;
  return (
    <section class="box form-checks">
      <header class="box-head"><h2>填表检查</h2></header>
      <ul>
        {check.checks.map((line) => (
          <li key={line.text} class={line.severity}><Shape severity={line.severity} /> <span>{line.text}</span></li>
        ))}
      </ul>
    </section>
  );
}

function Downloads(props: FinishProps) {
  const { check, wanted, stem, busy, notes } = props;
  const edits = check?.items.filter((line) => line.group === "edit").length ?? 0;
  const idle = wanted.length === 0 || busy !== "";
  return (
    <section class="box" aria-labelledby="downloads-title">
      <header class="box-head"><h2 id="downloads-title">下载</h2></header>
      <div class="box-body downloads">
        {edits > 0 && (
          <p class="open-items">
            <b class="edit"><Shape severity="edit" /> 还有 {edits} 处需要改</b> 可以照样下载，表上不会出现任何标记。
          </p>
        )}
        {formatGroups(stem, props.backFill, usePage().served).map((group) => (
          <fieldset key={group.title} class="formats">
            <legend>{group.title} {group.aside !== "" && <small>{group.aside}</small>}</legend>
            {group.formats.map((format) => <FormatTick key={format.kind} {...props} format={format} />)}
          </fieldset>
        ))}
        <Button kind="primary" class="wide" disabled={idle} onClick={props.onDownload}>
          <DownloadIcon /> {busy === "" ? `下载 ${wanted.length} 个文件` : busy}
        </Button>
        <p class="also">
          <Button kind="link" onClick={props.onPreview}>打印预览</Button>
          {props.canChooseFolder && (
            <Button kind="link" disabled={idle} onClick={props.onDownloadToFolder}>
              另存到文件夹…
            </Button>
          )}
        </p>
        <Told notes={notes} clash={props.clash} />
      </div>
    </section>
  );
}

/** What came of the wish; files that would be written over are asked about. */
export function Told({ notes, clash }: { readonly notes: readonly string[]; readonly clash: Clash | null }) {
  return (
    <div class="told" role="status">
      {notes.map((note) => <p key={note} class="quiet">{note}</p>)}
      {clash !== null && (
        <div>
          <p><Shape severity="ask" /> 这个文件夹里已有 {clash.names.join("、")}，还没有写。</p>
          <Button onClick={clash.onOverwrite}>盖掉</Button>
          <Button onClick={clash.onLeave}>不写</Button>
        </div>
      )}
    </div>
  );
}

function FormatTick({ format, wanted, onWant }: FinishProps & { readonly format: Format }) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={wanted.includes(format.kind)}
        onChange={(event) => onWant(format.kind, event.currentTarget.checked)}
      />
      {format.name}
      {format.aside !== "" && <small>{format.aside}</small>}
    </label>
  );
}

function WhatIsPrinted({ score }: { readonly score: ScoreAnswer | null }) {
  return (
    <section class="box" aria-labelledby="printed-title">
      <header class="box-head"><h2 id="printed-title">表上印什么</h2></header>
      <dl class="box-body printed">
        <dt>总分</dt>
        <dd>
          {score === null && "还没有算好"}
          {score !== null && score.own.total !== null && <><b>{score.own.total}</b> 自评得分之和</>}
          {score !== null && score.own.total === null && (
            <>不印{score.own_faults.map((fault) => <small key={fault}>{fault}</small>)}</>
          )}
        </dd>
        {score !== null && score.own.grade !== "" && <dt>等级</dt>}
        {score !== null && score.own.grade !== "" && <dd><b>{score.own.grade}</b></dd>}
        <dt>不印</dt>
        <dd>{NOT_PRINTED}</dd>
      </dl>
    </section>
  );
}
