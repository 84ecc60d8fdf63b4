// Severity by shape, word and colour; drawn, so that no font decides how it looks.

import type { ComponentChildren } from "preact";

import type { CheckLine } from "../messages";
import { SEVERITY_WORDS } from "./words";

export type ShapeName = CheckLine["severity"];

const DRAWN: Record<ShapeName, ComponentChildren> = {
  edit: <rect x="1.5" y="1.5" width="11" height="11" />,
  ask: <rect x="2.3" y="2.3" width="9.4" height="9.4" rx="1" transform="rotate(45 7 7)" />,
  note: <circle cx="7" cy="7" r="5.6" />,
  lack: <circle cx="7" cy="7" r="4.5" class="hollow" />,
  good: <path d="M1.8 7.4 L5.3 10.8 L12.2 3.2" class="stroke" />,
  none: <path d="M1.5 7 H12.5" class="stroke" />,
};

/** The shape alone; beside it stands a word, or `label` says it to those who do not see it. */
export function Shape({ severity, label }: { severity: ShapeName; label?: string }) {
  const said = label === undefined ? { "aria-hidden": true as const } : { role: "img" as const, "aria-label": label };
  return (
    <svg class={`shape ${severity}`} width="14" height="14" viewBox="0 0 14 14" {...said}>
      {DRAWN[severity]}
    </svg>
  );
}

/** Shape and word; the word of the design where none is given. */
export function Severity({ severity, word, count }: { severity: ShapeName; word?: string; count?: number }) {
  return (
    <span class={`severity ${severity}`}>
      <Shape severity={severity} />
      {word ?? SEVERITY_WORDS[severity]}
      {count === undefined ? "" : ` ${count}`}
    </span>
  );
}
