// A long list of which only the rows in sight stand in the document; all rows are equally high.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

const BEYOND = 6;

interface Props<Item> {
  readonly items: readonly Item[];
  readonly rowHeight: number;
  readonly class: string;
  /** Place that must be in sight; -1 for none. */
  readonly current: number;
  readonly head: ComponentChildren;
  readonly foot: ComponentChildren;
  readonly row: (item: Item, place: number) => ComponentChildren;
}

export function Windowed<Item>({ items, rowHeight, class: name, current, head, foot, row }: Props<Item>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setHeight(element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || current < 0) return;
    const above = current * rowHeight;
    if (above < element.scrollTop) element.scrollTop = above;
    const room = element.clientHeight - 2 * rowHeight;
    if (above > element.scrollTop + room) element.scrollTop = above - room;
  }, [current, rowHeight]);
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - BEYOND, items.length - 1));
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + BEYOND);
  return (
    <div class={name} ref={scroller} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      {head}
      <div role="rowgroup" style={{ height: `${items.length * rowHeight}px`, position: "relative" }}>
        <div role="none" style={{ position: "absolute", left: 0, right: 0, top: `${first * rowHeight}px` }}>
          {items.slice(first, last).map((item, offset) => row(item, first + offset))}
        </div>
      </div>
      {foot}
    </div>
  );
}
