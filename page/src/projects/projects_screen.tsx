// 项目列表: every project with its standing, the sums of their money, and papers of those chosen.

import { Told } from "../finish/finish_screen";
import { Button } from "../frame/button";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Clash } from "../finish/use_files";
import { DropZone } from "../frame/drop_zone";
import type { GivenFile } from "../frame/files";
import { DownloadIcon, SearchIcon } from "../frame/icons";
import { Shape } from "../frame/shapes";
import { inTenThousand, mean, percent, total } from "./amounts";
import { isListedOnly, searchProjects, type ProjectRow, type Standing } from "./project_rows";
import { BATCH_FORMATS, SECRET_LEFT_OUT, STANDINGS, STANDING_SEVERITY, type BatchWanted } from "./words";
import { Windowed } from "./windowed";

const ROW_HEIGHT = 52;

export interface ProjectsProps {
  readonly rows: readonly ProjectRow[];
  readonly selected: ReadonlySet<number>;
  readonly current: number;
  readonly wanted: readonly BatchWanted[];
  readonly readOnly: boolean;
  readonly busy: string;
  readonly notes: readonly string[];
  /** 自评综述 of the current project. */
  readonly overview: ComponentChildren;
  readonly clash: Clash | null;
  readonly notice: ComponentChildren;
  /** 认出来的是 or 合并他人的草稿…, while it asks; it stands in place of the list. */
  readonly instead: ComponentChildren;
  readonly onSelect: (indexes: readonly number[], selected: boolean) => void;
  readonly onCurrent: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onWant: (kind: BatchWanted, wanted: boolean) => void;
  readonly onExport: () => void;
  readonly onFiles: (files: readonly GivenFile[]) => void;
  readonly onBringFolder: () => void;
  readonly onFromList: () => void;
  readonly onMerge: () => void;
  readonly onRemove: () => void;
  readonly onEmptyForms: (indexes: readonly number[]) => void;
}

type Filter = Standing | "all";

export function ProjectsScreen(props: ProjectsProps) {
  const { rows, selected } = props;
  return (
    <div class="projects">
      <h1 class="unseen">项目列表</h1>
      <div class="projects-bar">
        <p class="projects-count"><b>{rows.length}</b> 个项目</p>
        <StandingBar rows={rows} />
        <Button disabled={props.readOnly} onClick={props.onBringFolder}>带入文件夹…</Button>
        <Button disabled={props.readOnly} onClick={props.onFromList}>从项目清单新建…</Button>
        <Button disabled={props.readOnly} onClick={props.onMerge}>合并他人的草稿…</Button>
        <ExportButton {...props} />
      </div>
      {props.notice}
      <DropZone class="projects-body" label="项目列表，可以把文件拖到这里" onFiles={props.onFiles}>
        {() => (
          <>
        {props.instead ?? <ProjectList {...props} />}
        <aside class="projects-side">
          <section class="box" aria-labelledby="batch-title">
            <header class="box-head"><h2 id="batch-title">导出选中的 {selected.size} 个</h2></header>
            <div class="box-body">
              {BATCH_FORMATS.map((format) => (
                <label key={format.kind} class="tick">
                  <input
                    type="checkbox"
                    checked={props.wanted.includes(format.kind)}
                    onChange={(event) => props.onWant(format.kind, event.currentTarget.checked)}
                  />
                  {format.name}
                  <small>{format.aside}</small>
                </label>
              ))}
              <p>
                <Button kind="link" disabled={selected.size === 0 || props.readOnly} onClick={props.onRemove}>
                  从清单移出选中的 {selected.size} 个
                </Button>
              </p>
              {rows.some((row) => row.secret) && <p class="quiet">{SECRET_LEFT_OUT}</p>}
              <Told notes={props.notes} clash={props.clash} />
            </div>
          </section>
          {props.overview}
        </aside>
          </>
        )}
      </DropZone>
    </div>
  );
}

function ExportButton({ selected, wanted, busy, onExport }: ProjectsProps) {
  const idle = selected.size === 0 || wanted.length === 0 || busy !== "";
  return (
    <Button kind="primary" disabled={idle} onClick={onExport}>
      <DownloadIcon /> {busy === "" ? `导出选中的 ${selected.size} 个` : busy}
    </Button>
  );
}

/** How many projects stand where, as a bar and in words. */
function StandingBar({ rows }: { readonly rows: readonly ProjectRow[] }) {
  const count = (standing: Standing) => rows.filter((row) => row.standing === standing).length;
  const scoring = rows.filter((row) => row.standing === null).length;
  return (
    <>
      <span class="standing-bar" aria-hidden="true">
        {STANDINGS.map(({ standing }) => (
          <span key={standing} class={STANDING_SEVERITY[standing]} style={{ flexGrow: count(standing) }} />
        ))}
        <span style={{ flexGrow: scoring }} />
      </span>
      <ul class="standing-words" aria-live="polite">
        {STANDINGS.map(({ standing, word }) => (
          <li key={standing} class={STANDING_SEVERITY[standing]}>
            <Shape severity={STANDING_SEVERITY[standing]} /> {word} {count(standing)}
          </li>
        ))}
        {scoring > 0 && <li>正在算 {scoring}</li>}
      </ul>
    </>
  );
}

function ProjectList(props: ProjectsProps) {
  const { rows, selected, current } = props;
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const [showListed, setShowListed] = useState(false);
  const listed = rows.filter(isListedOnly);
  const folded = listed.length > 1 && !showListed && filter === "all" && query.trim() === "";
  const shown = searchProjects(rows, query)
    .filter((row) => filter === "all" || row.standing === filter)
    .filter((row) => !folded || !isListedOnly(row));
  const chosen = shown.filter((row) => selected.has(row.index)).length;
  const filters = STANDINGS.map(({ standing, word }) => ({
    filter: standing,
    word,
    count: rows.filter((row) => row.standing === standing).length,
  }));
  return (
    <section class="box project-list" aria-label="项目">
      <div class="project-tools">
        <SearchIcon />
        <input
          type="search"
          class="text-field"
          placeholder="项目名称、编码、单位"
          aria-label="找项目：名称、编码、单位"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <FilterButton chosen={filter === "all"} onChoose={() => setFilter("all")} text={`全部 ${rows.length}`} />
        {filters
          .filter(({ count, filter: standing }) => count > 0 || standing === filter)
          .map(({ filter: standing, word, count }) => (
            <FilterButton
              key={standing}
              chosen={filter === standing}
              onChoose={() => setFilter(standing)}
              text={`${word} ${count}`}
            />
          ))}
        <span class="quiet money-unit">金额：万元</span>
      </div>
      <div role="table" aria-label="项目" aria-rowcount={shown.length + 2} class="project-table">
        <Windowed
          items={shown}
          rowHeight={ROW_HEIGHT}
          class="project-rows"
          current={shown.findIndex((row) => row.index === current)}
          head={
            <div role="row" class="project-row project-head">
              <span role="columnheader">
                <input
                  type="checkbox"
                  aria-label="全选列出的项目"
                  checked={chosen > 0 && chosen === shown.length}
                  ref={(box) => {
                    if (box !== null) box.indeterminate = chosen > 0 && chosen < shown.length;
                  }}
                  onChange={(event) => props.onSelect(shown.map((row) => row.index), event.currentTarget.checked)}
                />
              </span>
              {HEADINGS.map(([heading, kind]) => <span key={heading} role="columnheader" class={kind}>{heading}</span>)}
            </div>
          }
          row={(row) => <Row key={row.index} {...props} row={row} />}
          foot={
            <>
              {folded && (
                <div role="row" class="listed-only"><span role="cell">
                  另有 {listed.length} 个项目在清单上，还没有开始。
                  <button type="button" class="inline-link" onClick={() => setShowListed(true)}>显示</button>
                  <span> · </span>
                  <button
                    type="button"
                    class="inline-link"
                    onClick={() => props.onEmptyForms(listed.map((row) => row.index))}
                  >
                    导出空表分给各处填写
                  </button>
                </span></div>
              )}
              {shown.length === 0 && <div role="row" class="listed-only"><span role="cell">没有符合的项目。去掉一个筛选看看。</span></div>}
              <Sums rows={shown.filter((row) => row.hasIndicators)} />
            </>
          }
        />
      </div>
    </section>
  );
}

const HEADINGS = [
  ["项目", ""],
  ["实施单位", ""],
  ["全年预算数", "number"],
  ["全年执行数", "number"],
  ["执行率", "number"],
  ["自评", "number"],
  ["按规则", "number"],
  ["可得范围", "number"],
  ["等级", ""],
  ["要处理", ""],
  ["进度", ""],
] as const;

interface FilterProps {
  readonly chosen: boolean;
  readonly text: string;
  readonly onChoose: () => void;
}

function FilterButton({ chosen, text, onChoose }: FilterProps) {
  return (
    <button type="button" class={chosen ? "filter-pill chosen" : "filter-pill"} aria-pressed={chosen} onClick={onChoose}>
      {text}
    </button>
  );
}

function Row({ row, selected, current, onSelect, onCurrent, onOpen }: ProjectsProps & { readonly row: ProjectRow }) {
  return (
    <div
      role="row"
      class={row.index === current ? "project-row current" : "project-row"}
      onClick={() => onCurrent(row.index)}
    >
      <span role="cell">
        <input
          type="checkbox"
          aria-label={`选中 ${row.name}`}
          checked={selected.has(row.index)}
          onFocus={() => onCurrent(row.index)}
          onChange={(event) => onSelect([row.index], event.currentTarget.checked)}
        />
      </span>
      <span role="cell" class="project-name">
        {row.secret && <span class="chip edit">涉密</span>}
        <button
          type="button"
          class="inline-link"
          title={row.name}
          onFocus={() => onCurrent(row.index)}
          onClick={() => onOpen(row.index)}
        >
          {row.name}
        </button>
        <small>{row.hasIndicators || !row.hasFunds ? row.code : "只有资金数，没有指标"}</small>
      </span>
      <span role="cell" class="cut" title={row.unit}>{row.unit || "—"}</span>
      <span role="cell" class="number">{inTenThousand(row.budget)}</span>
      <span role="cell" class="number">{inTenThousand(row.executed)}</span>
      <span role="cell" class="number">{row.rate}</span>
      <span role="cell" class="number"><b>{row.own ?? "—"}</b></span>
      <span role="cell" class="number rule">{row.rule ?? "—"}</span>
      <span role="cell" class="number rule">{row.band}</span>
      <span role="cell">{row.grade || "—"}</span>
      <span role="cell" class="to-do"><ToDo row={row} /></span>
      <span role="cell">
        {row.standing === null ? (
          <span class="quiet">正在算</span>
        ) : (
          <StandingChip standing={row.standing} words={row.standingWords} />
        )}
      </span>
    </div>
  );
}

/** 可交, and below it what the engine says besides: 与规则不同 1 处. */
function StandingChip({ standing, words }: { readonly standing: Standing; readonly words: string }) {
  const [first, ...more] = words.split(" · ");
  return (
    <>
      <span class={`chip ${STANDING_SEVERITY[standing]}`}>{first}</span>
      {more.map((text) => <small key={text}>{text}</small>)}
    </>
  );
}

const TO_DO = [
  ["edit", "需要改"],
  ["ask", "会被问到"],
  ["note", "可以补充"],
] as const;

function ToDo({ row }: { readonly row: ProjectRow }) {
  if (!row.hasIndicators) return <span class="lack"><Shape severity="lack" /> 全部指标</span>;
  return (
    <>
      {TO_DO.filter(([severity]) => (row.counts[severity] ?? 0) > 0).map(([severity, word]) => (
        <span key={severity} class={severity} title={`${word} ${row.counts[severity]}`}>
          <Shape severity={severity} /> {row.counts[severity]}
        </span>
      ))}
    </>
  );
}

/** Amounts are added; bands never are. */
function Sums({ rows }: { readonly rows: readonly ProjectRow[] }) {
  if (rows.length === 0) return null;
  const budget = total(rows.map((row) => row.budget));
  const executed = total(rows.map((row) => row.executed));
  const average = mean(rows.map((row) => row.own));
  return (
    <div role="row" class="project-row project-sums">
      <span role="cell" />
      <span role="cell" class="title">合计（有指标的 {rows.length} 个）</span>
      <span role="cell" class="number">{inTenThousand(budget)}</span>
      <span role="cell" class="number">{inTenThousand(executed)}</span>
      <span role="cell" class="number">{percent(executed, budget)}</span>
      <span role="cell" class="average">{average !== null && `平均自评 ${average}`}</span>
    </div>
  );
}
