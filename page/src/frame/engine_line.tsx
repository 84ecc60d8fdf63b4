// How far the engine is: a line while it loads, a bar with what can be done if it did not start.

import { useEffect } from "preact/hooks";

import { useEngine, usePage } from "../hooks";
import { FRAME } from "./words";

/** One word for the top bar of the first screen. */
export function EngineWord() {
  const { state } = useEngine();
  return state.kind === "ready" ? <span class="save-line kept">{FRAME.engineReady}</span> : null;
}

export function EngineLine({ onSave }: { onSave: () => void }) {
  const page = usePage();
  const { engine, state } = useEngine();
  const detail = state.kind === "failed" ? state.detail : null;
  useEffect(() => {
    if (detail === null) {
      page.notices.dismiss("engine");
      return;
    }
    page.notices.notify({
      key: "engine",
      severity: "edit",
      title: FRAME.engineFailed,
      text: FRAME.engineFailedText,
      lasting: true,
      actions: [
        { text: FRAME.again, run: () => engine.restart() },
        { text: FRAME.saveDraft, run: onSave },
        { text: FRAME.copyFault, kind: "link", run: () => void navigator.clipboard?.writeText(detail) },
      ],
    });
  }, [page, engine, detail]);
  if (state.kind !== "loading") return null;
  const { step, of } = state;
  return (
    <div class="engine-line">
      <div class="progress" role="progressbar" aria-label={FRAME.engineLoading} aria-valuemin={0} aria-valuemax={of} aria-valuenow={step}>
        <svg width="100%" height="100%" aria-hidden><rect width={`${(100 * step) / Math.max(of, 1)}%`} height="100%" /></svg>
      </div>
      <b>{FRAME.engineLoading}</b> 第{step}步，共{of}步
      <span class="engine-later">{FRAME.engineLater}</span>
    </div>
  );
}
