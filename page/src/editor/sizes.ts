// How wide form and margin are in the room there is.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

import { FORM_WIDTH } from "./grid/edges";

export interface Sizes {
  /** wide: the whole margin; folded: shape and word; tiny: shape and number. */
  readonly kind: "wide" | "folded" | "tiny";
  readonly gutter: number;
  readonly form: number;
  /** 按规则, 可得范围, the line. */
  readonly margin: readonly [number, number, number];
}

const GUTTER = 33;
const WIDE = 1180;
const TINY = 900;
const MARGINS = {
  wide: { outside: 48, margin: [50, 96, 282] },
  folded: { outside: 36, margin: [62, 0, 103] },
  tiny: { outside: 16, margin: [52, 0, 28] },
} as const;

export function sizesFor(room: number): Sizes {
  const kind = room > WIDE ? "wide" : room >= TINY ? "folded" : "tiny";
  const { outside, margin } = MARGINS[kind];
  const beside = outside + GUTTER + margin.reduce<number>((sum, each) => sum + each, 0);
  const form = Math.min(Math.max(Math.floor(room) - beside, FORM_WIDTH.least), FORM_WIDTH.most);
  return { kind, gutter: GUTTER, form, margin };
}

/** Sizes for the room of an element, anew when it changes. */
export function useWidth(element: RefObject<HTMLElement | null>): Sizes {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    setRoom(current.clientWidth);
    const watch = new ResizeObserver(() => setRoom(current.clientWidth));
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return sizesFor(room || 1366);
}

/** Whether something has lasted so long; a short wait shows nothing. */
export function useLate(active: boolean, milliseconds: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!active) return;
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [active]);
  return late && active;
}
