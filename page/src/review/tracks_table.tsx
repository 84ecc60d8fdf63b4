// All rows of a project in three tracks: 自评 as the unit claims, 规则 with what it allows, 复核.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Chip } from "../frame/button";
import { Shape } from "../frame/shapes";
import type { FindingLine, TrackRow } from "../messages";
import { bandOf } from "./numbers";
import { scrollWithin } from "./scroll";
import type { Stop } from "./stops";
import { useReviewState } from "./use_review";
import { words as say } from "./words";

const MARKED: readonly string[] = ["edit", "ask", "note", "lack"];

interface TracksTableProps {
  readonly stops: readonly Stop[];
  readonly current: number;
  readonly go: (to: number) => void;
}

export function TracksTable({ stops, current, go }: TracksTableProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = box.current?.querySelector("[aria-current=true]") ?? null;
    if (box.current !== null && here !== null) scrollWithin(box.current, here, "nearest");
  }, [current]);
  const heads = say.trackColumns;
  return (
    <div ref={box} class="rv-tracks" role="region" aria-label={say.tracksTitle} tabIndex={0}>
      <table aria-label={say.tracksTitle}>
        <colgroup>
          {["level", "name", "target", "actual", "points", "claimed", "rule", "band", "review"].map((column) => (
            <col key={column} class={`rv-col-${column}`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{heads.level}</th>
            <th scope="col">{heads.name}</th>
            <th scope="col" class="rv-middle">
              {heads.target}
            </th>
            <th scope="col" class="rv-middle">
              {heads.actual}
            </th>
            <th scope="col" class="rv-right">
              {heads.points}
            </th>
            <th scope="col" class="rv-right">
              {heads.claimed}
            </th>
            <th scope="col" class="rv-right rv-rule">
              {heads.rule}
            </th>
            <th scope="col" class="rv-middle rv-rule">
              {heads.band}
            </th>
            <th scope="col" class="rv-right rv-review">
              {heads.review}
            </th>
          </tr>
        </thead>
        <tbody>
          {stops.map((stop, index) =>
            stop.row === null ? (
              <LooseRow
                key={stop.key}
                finding={stop.findings[0]}
                isFirst={stops[index - 1]?.row !== null}
                isCurrent={index === current}
                go={() => go(index)}
              />
            ) : (
              <Row
                key={stop.key}
                row={stop.row}
                level={levelOf(stop.row, stops[index - 1]?.row ?? null)}
                isCurrent={index === current}
                go={() => go(index)}
              />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: TrackRow;
  readonly level: string;
  readonly isCurrent: boolean;
  readonly go: () => void;
}

function Row({ row, level, isCurrent, go }: RowProps): JSX.Element {
  const differs = row.claimed !== null && row.rule !== null && row.claimed !== row.rule;
  return (
    <tr class={isCurrent ? "rv-current" : ""} aria-current={isCurrent ? "true" : undefined} onClick={go}>
      <td class="rv-quiet">{level}</td>
      <th scope="row">
        {MARKED.includes(row.severity) && (
          <>
            <Shape severity={row.severity} />{" "}
          </>
        )}
        {row.name}
      </th>
      <td class="rv-form-text">{row.target}</td>
      <td class="rv-form-text">{row.actual}</td>
      <td class="rv-right">{row.points}</td>
      <td class={differs ? "rv-right rv-differs" : "rv-right"}>{row.claimed ?? ""}</td>
      <td class={differs ? "rv-right rv-rule rv-differs" : "rv-right rv-rule"}>{row.rule ?? ""}</td>
      <td class="rv-middle rv-rule">{row.low === row.high ? "" : bandOf(row.low, row.high)}</td>
      <td class="rv-right">
        <ReviewScore row={row} />
      </td>
    </tr>
  );
}

/** The score in the review, and what it rests on; what is pending is marked so. */
function ReviewScore({ row }: { readonly row: TrackRow }): JSX.Element {
  const { words } = useReviewState();
  if (row.settled === "conflict")
    return (
      <>
        <Chip tone="edit">{words?.held ?? ""}</Chip>
        <span class="rv-settled">{row.rivals.map((rival) => rival.comes_to ?? say.noTotal).join(" 或 ")}</span>
      </>
    );
  if (row.state === "objected")
    return <Chip tone="edit">{words?.states.find((one) => one.key === row.state)?.word ?? ""}</Chip>;
  if (row.state === "open") return <Chip tone="ask">{say.waiting}</Chip>;
  const isDecided = row.pending !== null || row.ruling !== null;
  const score = row.review_if_signed ?? row.review ?? "";
  if (!isDecided) return <span class="rv-undecided">{score}</span>;
  return (
    <>
      <strong class="rv-review">{score}</strong>
      <span class="rv-settled">
        {row.settled_words}
        {row.pending !== null && `（${say.pendingMark}）`}
      </span>
    </>
  );
}

interface LooseRowProps {
  readonly finding: FindingLine | undefined;
  readonly isFirst: boolean;
  readonly isCurrent: boolean;
  readonly go: () => void;
}

function LooseRow({ finding, isFirst, isCurrent, go }: LooseRowProps): JSX.Element | null {
  if (finding === undefined) return null;
  return (
    <tr class={isCurrent ? "rv-current" : ""} aria-current={isCurrent ? "true" : undefined} onClick={go}>
      <td class="rv-quiet">{isFirst ? say.formFindings : ""}</td>
      <th scope="row" colSpan={8}>
        <Shape severity={finding.for_targets ? "none" : finding.severity} /> {finding.title}
      </th>
    </tr>
  );
}

/** The second level, once where rows share it. */
function levelOf(row: TrackRow, before: TrackRow | null): string {
  const own = row.levels.join("/");
  if (before !== null && before.levels.join("/") === own) return "";
  return row.levels[row.levels.length - 1] ?? "";
}
