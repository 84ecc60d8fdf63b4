// 原文 as it was read: lines or cells, the current place marked, cells that were put back hatched.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ReviewSourceAnswer, SourceLine } from "../messages";
import { scrollWithin } from "./scroll";
import { words as say } from "./words";

interface SourcePaneProps {
  /** Whether each cell that was put back is told below, to be checked against the original. */
  readonly whole?: boolean;
  readonly source: ReviewSourceAnswer | null;
  readonly place: string;
}

export function SourcePane({ source, place, whole = false }: SourcePaneProps): JSX.Element {
  const [asTable, setAsTable] = useState(false);
  const lines = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = lines.current?.querySelector(".rv-line-here") ?? null;
    if (lines.current !== null && here !== null) scrollWithin(lines.current, here, "centre");
  }, [source, asTable]);
  const isTable = asTable && source?.as_table === true;
  return (
    <aside class="rv-source" aria-label={say.source}>
      <header class="rv-source-head">
        <h2 class="rv-h2">{say.source}</h2>
        <span class="rv-cut rv-small rv-quiet" title={source?.file}>
          {source?.file}
        </span>
        <span class="rv-push" />
        {source?.as_table === true && (
          <span class="rv-source-how" role="group" aria-label={say.source}>
            <button type="button" aria-pressed={isTable} onClick={() => setAsTable(true)}>
              {say.asTable}
            </button>
            <button type="button" aria-pressed={!isTable} onClick={() => setAsTable(false)}>
              {say.asText}
            </button>
          </span>
        )}
      </header>
      <div ref={lines} class="rv-lines" tabIndex={0} aria-label={`${say.source} ${source?.file ?? ""}`}>
        {source !== null && source.hidden !== "" && <p class="rv-nothing rv-quiet">{source.hidden}</p>}
        {source?.parts.map((part, index) => (
          <div key={index}>
            {part.name !== "" && <p class="rv-part">{part.name}</p>}
            {isTable ? <AsTable lines={part.lines} /> : part.lines.map((line) => <Line key={line.number} line={line} />)}
          </div>
        ))}
        {source !== null && source.cut !== "" && <p class="rv-small rv-quiet">{source.cut}</p>}
      </div>
      <footer class="rv-source-foot">
        {place !== "" && (
          <span>
            <span class="rv-swatch rv-swatch-here" /> {say.hereLegend(hereOf(source))}
          </span>
        )}
        {source !== null && source.restored.length > 0 && (
          <span>
            <span class="rv-swatch rv-swatch-restored" /> {say.restoredLegend}
          </span>
        )}
      </footer>
      {whole && source !== null && source.restored.length > 0 && (
        <ul class="rv-list rv-restored">
          {source.restored.map((one, index) => (
            <li key={index}>
              <strong>{one.where}</strong> {one.what}
              {one.todo !== "" && <span class="rv-quiet"> {one.todo}</span>}
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

function hereOf(source: ReviewSourceAnswer | null): string {
  return source === null || source.here === "" ? "" : say.lineNumber(source.here);
}

function Line({ line }: { readonly line: SourceLine }): JSX.Element {
  return (
    <div class={`rv-line${markOf(line.mark)}`}>
      <span class="rv-line-number">{line.number}</span>
      <span class="rv-line-text">
        {line.mark === "restored" && <span class="unseen">{say.restoredValue}</span>}
        {line.text}
      </span>
    </div>
  );
}

function AsTable({ lines }: { readonly lines: readonly SourceLine[] }): JSX.Element {
  return (
    <table class="rv-source-table">
      <tbody>
        {lines.map((line) => (
          <tr key={line.number} class={markOf(line.mark).trim()}>
            <th scope="row">{line.number}</th>
            {line.cells.map((cell, index) => (
              <td key={index} colSpan={cell.span} class={markOf(cell.mark).trim()}>
                {cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function markOf(mark: SourceLine["mark"]): string {
  return mark === "" ? "" : ` rv-line-${mark}`;
}
