// Where the card lies: under its row at the right edge, above it where there is no room below.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { Card } from "./card";
import type { CardProps } from "./card";

const GAP = 4;

export function PlacedCard({ table, scroller, row, ...card }: CardProps & {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Number of the row of the grid under which it lies. */
  readonly row: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const line = table.current?.rows[row];
    const outer = scroller.current;
    if (place.current === null || line === undefined || table.current === null || outer === null) return;
    const paper = table.current.getBoundingClientRect();
    const beside = line.getBoundingClientRect();
    const room = outer.getBoundingClientRect();
    const height = place.current.offsetHeight;
    const isBelow = beside.bottom + height + GAP <= room.bottom || beside.top - height - GAP < room.top;
    place.current.style.top = `${(isBelow ? beside.bottom + GAP : beside.top - height - GAP) - paper.top}px`;
    place.current.classList.toggle("above", !isBelow);
  });
  return (
    <div class="card-place" ref={place}>
      <Card {...card} />
    </div>
  );
}
