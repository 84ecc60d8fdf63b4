// 导出 ▾: a menu that opens, closes by Esc or when the focus leaves it.

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { Button } from "../frame/button";
import type { ReviewExportAsk } from "../messages";
import { exportReview, handOutSheets } from "./files";
import { useReview } from "./use_review";
import { words as say } from "./words";

const KINDS = Object.keys(say.exportKinds) as readonly ReviewExportAsk["kind"][];

export function ExportMenu(): JSX.Element {
  const desk = useReview();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const run = (doing: Promise<void>): void => {
    setOpen(false);
    void doing;
  };
  return (
    <div
      ref={box}
      class="rv-menu"
      onFocusOut={(event) => {
        if (event.relatedTarget instanceof Node && box.current?.contains(event.relatedTarget)) return;
        setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        setOpen(false);
        box.current?.querySelector("button")?.focus();
      }}
    >
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {say.export}
      </Button>
      {open && (
        <div class="rv-menu-list">
          {KINDS.map((kind) => (
            <button key={kind} type="button" onClick={() => run(exportReview(desk, kind))}>
              {say.exportKinds[kind]}
            </button>
          ))}
          <button type="button" onClick={() => run(handOutSheets(desk, "feedback", null))}>
            {say.feedbackAll}
          </button>
        </div>
      )}
    </div>
  );
}
