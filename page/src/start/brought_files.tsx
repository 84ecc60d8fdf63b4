// 认出来的是: what each file was found to be, what was brought in and what was not, before anything
// is taken over.

import { Button } from "../frame/button";
import { useMemo, useState } from "preact/hooks";
import type { BroughtForm, PageProblem, ReadAnswer, SetChoice } from "../messages";
import { Shape } from "../frame/shapes";
import { FRAME } from "../frame/words";
import type { FileAtHand } from "./intake";
import { SetRow } from "./set_picker";
import { searchSets } from "./set_search";
import { TAKE_AS } from "./words";

interface Props {
  readonly files: readonly FileAtHand[];
  readonly sets: readonly SetChoice[];
  /** What stands on the button that takes all over; 照这样开始 where nothing is said. */
  readonly beginWords?: string;
  readonly onTakeAs: (file: FileAtHand, kind: ReadAnswer["kind"]) => void;
  readonly onSet: (file: FileAtHand, set: string) => void;
  readonly onDrop: (file: FileAtHand) => void;
  readonly onBegin: () => void;
  readonly onStop: () => void;
}

/** Forms that can be gone on with now: read, and of a known set. */
export function formsToBegin(files: readonly FileAtHand[]): readonly BroughtForm[] {
  return files.flatMap((file) => file.answer?.forms ?? []).filter((form) => form.set !== "");
}

export function BroughtFiles(props: Props) {
  const { files, beginWords = "照这样开始", onBegin, onStop } = props;
  const forms = formsToBegin(files);
  const open = files.flatMap((file) => file.answer?.forms ?? []).filter((form) => form.set === "");
  const reading = files.filter((file) => file.state === "reading" || file.state === "waiting");
  return (
    <section class="brought box" aria-labelledby="brought-title">
      <header class="box-head">
        <h2 id="brought-title" tabIndex={-1} ref={(title) => title?.focus()}>认出来的是</h2>
        <span class="quiet" aria-live="polite">
          {reading.length > 0
            ? `正在读，还有 ${reading.length} 个文件`
            : `${files.length} 个文件，${forms.length} 份可以接着填`}
        </span>
        {reading.length > 0 && (
          <Button onClick={onStop}>停下，用读好的</Button>
        )}
      </header>
      {files.map((file) => (
        <DrawnFile key={file.key} {...props} file={file} />
      ))}
      <footer class="brought-foot">
        <span class="quiet">
          {open.length > 0 && `${open.length} 份还没有定用哪种表，选了才能带入。`}
          {forms.length > 1 && "一个项目一份表，进度在一张单子上。"}
        </span>
        <Button kind="primary"
          disabled={forms.length === 0 || reading.length > 0}
          onClick={onBegin}
        >
          {forms.length > 1 ? `${beginWords}（${forms.length} 个项目）` : beginWords}
        </Button>
      </footer>
    </section>
  );
}

interface FileProps extends Props {
  readonly file: FileAtHand;
}

/** Of hundreds of files only the one whose state changed is drawn anew. */
function DrawnFile(props: FileProps) {
  return useMemo(() => <BroughtFile {...props} />, [props.file, props.sets]);
}

function BroughtFile({ file, sets, onTakeAs, onSet, onDrop }: FileProps) {
  const [changing, setChanging] = useState(false);
  const { answer } = file;
  const offers = (answer?.forms ?? []).find((form) => form.set === "" && form.offers.length > 0)?.offers;
  return (
    <article class="brought-file" aria-label={file.name}>
      <div class="brought-name">
        <h3>
          <Shape severity={shapeOf(file)} /> {file.name}
          {answer !== null && answer.kind !== "nothing" && <span class="kind">{answer.kind_words}</span>}
        </h3>
        <span class="brought-buttons">
          {answer !== null && (
            <Button
              aria-expanded={changing}
              onClick={() => setChanging(!changing)}
            >
              换一种表…
            </Button>
          )}
          <Button onClick={() => onDrop(file)}>不要</Button>
        </span>
      </div>
      {file.state === "waiting" && <p class="quiet">等着读</p>}
      {file.state === "reading" && <p class="quiet">正在读…</p>}
      {answer !== null && answer.note !== "" && <p>{answer.note}</p>}
      <Problems problems={[...file.problems, ...(answer?.problems ?? [])]} of={file.name} />
      {answer?.kept_for_export && <p class="quiet">原文件留着，填好后可以回填。</p>}
      {answer?.forms.map((form, index) => <Brought key={index} form={form} sets={sets} />)}
      {offers !== undefined && (
        <fieldset class="offers">
          <legend>没有写明用哪种表，请选：</legend>
          {offers.map((offer) => (
            <label key={offer.id}>
              <input type="radio" name={`offer-${file.key}`} onChange={() => onSet(file, offer.id)} />
              {offer.called} <small>{offer.why}</small>
            </label>
          ))}
        </fieldset>
      )}
      {changing && (
        <Change
          sets={sets}
          onTakeAs={(kind) => {
            setChanging(false);
            onTakeAs(file, kind);
          }}
          onSet={(set) => {
            setChanging(false);
            onSet(file, set);
          }}
        />
      )}
    </article>
  );
}

function shapeOf(file: FileAtHand): "edit" | "ask" | "good" | "none" {
  if (file.state === "waiting" || file.state === "reading") return "none";
  if (file.answer === null || file.answer.forms.length === 0) return "edit";
  return file.answer.forms.some((form) => form.set === "" || form.repairs.length > 0) ? "ask" : "good";
}

/** What went wrong; `of` is the file under whose name it stands already. */
export function Problems({ problems, of = "" }: { readonly problems: readonly PageProblem[]; readonly of?: string }) {
  if (problems.length === 0) return null;
  return (
    <ul class="problems">
      {problems.map((problem, index) => (
        <li key={index}>
          <b>{problem.where === "" || problem.where === of ? problem.what : `${problem.where}：${problem.what}`}</b>
          {problem.todo !== "" && <span>{problem.todo}</span>}
        </li>
      ))}
    </ul>
  );
}

function Brought({ form, sets }: { readonly form: BroughtForm; readonly sets: readonly SetChoice[] }) {
  const set = sets.find((one) => one.id === form.set);
  return (
    <div class="brought-form">
      <dl>
        <dt>项目</dt>
        <dd>
          {form.secret ? <SecretTitle title={form.title} /> : form.title || <i>没有写，到表上填</i>}
        </dd>
        <dt>单位</dt>
        <dd>{form.unit || <i>没有写，到表上填</i>}</dd>
        <dt>年度</dt>
        <dd>{form.year ?? <i>没有写，到表上填</i>}</dd>
        <dt>指标</dt>
        <dd>{form.rows} 行</dd>
        <dt>用的表</dt>
        <dd>
          {form.set === "" ? <i>还没有定</i> : (set?.called ?? form.set)}
          {form.set_by === "clues" && <small> 按表头和内容认的，不对请换</small>}
        </dd>
        <dt>带入</dt>
        <dd>{form.brought.join("，") || "没有"}</dd>
        {form.left_out.length > 0 && <dt>没有带入</dt>}
        {form.left_out.length > 0 && (
          <dd>
            <ul>{form.left_out.map((text) => <li key={text}>{text}</li>)}</ul>
          </dd>
        )}
      </dl>
      {form.secret && <p class="secret-once">{FRAME.secret}</p>}
      <More title={`读取时校正 ${form.repairs.length} 处，请与原件核对`} problems={form.repairs} />
      <More title={`${form.unplaced.length} 处文字没有归入本表`} problems={form.unplaced} />
    </div>
  );
}

function More({ title, problems }: { readonly title: string; readonly problems: readonly PageProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <details class="more">
      <summary><Shape severity="ask" /> {title}</summary>
      <ul>
        {problems.map((problem, index) => (
          <li key={index}>
            {[problem.where, problem.what, problem.todo].filter((text) => text !== "").join("：")}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function SecretTitle({ title }: { readonly title: string }) {
  return (
    <>
      <span class="chip edit">涉密</span> {title}
    </>
  );
}

interface ChangeProps {
  readonly sets: readonly SetChoice[];
  readonly onTakeAs: (kind: ReadAnswer["kind"]) => void;
  readonly onSet: (set: string) => void;
}

/** 换一种表…: another kind of file, or another set. */
function Change({ sets, onTakeAs, onSet }: ChangeProps) {
  const [query, setQuery] = useState("");
  const found = searchSets(sets, query);
  return (
    <div class="change">
      <p>
        这是：
        {TAKE_AS.map(([kind, words]) => (
          <button key={kind} type="button" class="button" onClick={() => onTakeAs(kind)}>{words}</button>
        ))}
      </p>
      <label>
        用哪种表：
        <input
          class="text-field"
          type="search"
          value={query}
          placeholder="地区、表名、文号"
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <ul class="set-list short" role="listbox" aria-label="用哪种表">
        {found.map((set) => (
          <SetRow
            key={set.id}
            set={set}
            id={`change-${set.id}`}
            chosen={false}
            onChoose={() => onSet(set.id)}
            onBegin={() => undefined}
          />
        ))}
      </ul>
    </div>
  );
}
