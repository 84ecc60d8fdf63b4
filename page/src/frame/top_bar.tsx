// The top bar of all screens.

import { useOpenDesk, useOpenDocument, usePage, useRoute } from "../hooks";
import type { PlaceName } from "../routes";
import { Button, Key } from "./button";
import { EngineWord } from "./engine_line";
import { LockIcon } from "./icons";
import { Path } from "./path";
import { SaveLine } from "./save_state";
import { FRAME } from "./words";

export function TopBar({ onSave }: { onSave: () => void }) {
  const page = usePage();
  const { place } = useRoute();
  const report = useOpenDocument();
  const review = useOpenDesk();
  const open = place === "report" ? report : review;
  return (
    <header class="top-bar">
      <span class="seal" aria-hidden>{FRAME.seal}</span>
      <span class="product-name">{FRAME.name}</span>
      <nav class="tabs" aria-label="工作台">
        <Tab place="report" now={place} text={FRAME.report} />
        <Tab place="review" now={place} text={FRAME.review} />
      </nav>
      <Path />
      <span class="space" />
      {open === null ? <EngineWord /> : (
        <>
          <SaveLine place={place} />
          <Button kind="tool" onClick={onSave}>{place === "report" ? FRAME.saveDraft : FRAME.saveReview}</Button>
        </>
      )}
      <span class="pill" title={page.served ? FRAME.local : FRAME.offline}>
        <LockIcon />
        {page.served ? FRAME.local : (
          <>
            <span class="pill-long">{FRAME.offline}</span>
            <span class="pill-short">{FRAME.offlineShort}</span>
          </>
        )}
      </span>
      <Button kind="tool" onClick={() => page.help.set(true)}>{FRAME.help} <Key>F1</Key></Button>
    </header>
  );
}

function Tab({ place, now, text }: { place: PlaceName; now: PlaceName; text: string }) {
  const { routes } = usePage();
  const here = place === now;
  return (
    <button
      type="button" class={here ? "tab here" : "tab"} aria-current={here ? "page" : undefined}
      onClick={() => routes.enter(place)}
    >
      {text}
    </button>
  );
}
