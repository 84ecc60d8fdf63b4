// A long list of which only what is seen stands in the document: rows of one fixed height.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows that are drawn above and below what is seen. */
const BESIDE = 8;

interface WindowedProps {
  readonly count: number;
  readonly height: number;
  /** The row that is kept in sight; none for -1. */
  readonly current: number;
  readonly label: string;
  readonly role: "rowgroup" | "list";
  readonly row: (index: number) => ComponentChildren;
}

/** Return which rows stand in the document. */
export function shownRows(
  top: number,
  seen: number,
  height: number,
  count: number,
): readonly [number, number] {
  const first = Math.max(0, Math.floor(top / height) - BESIDE);
  const last = Math.min(count, Math.ceil((top + seen) / height) + BESIDE);
  return [Math.min(first, count), last];
}

export function Windowed(props: WindowedProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [seen, setSeen] = useState(600);
  useLayoutEffect(() => {
    const box = place.current;
    if (box === null) return;
    const measure = (): void => setSeen(box.clientHeight);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    const box = place.current;
    if (box === null || props.current < 0) return;
    const above = props.current * props.height;
    if (above < box.scrollTop) box.scrollTop = above;
    else if (above + props.height > box.scrollTop + box.clientHeight)
      box.scrollTop = above + props.height - box.clientHeight;
  }, [props.current, props.height]);
  const [first, last] = shownRows(top, seen, props.height, props.count);
  const rows = [];
  for (let index = first; index < last; index += 1) {
    rows.push(
      <div key={index} class="windowed-row" style={{ top: `${index * props.height}px` }}>
        {props.row(index)}
      </div>,
    );
  }
  return (
    <div
      ref={place}
      class="windowed"
      role={props.role}
      aria-label={props.label}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div class="windowed-all" style={{ height: `${props.count * props.height}px` }}>
        {rows}
      </div>
    </div>
  );
}
