// The frame around every screen: top bar, notices, live region, help, and the keys that work everywhere.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { useRoute, usePage, useWatched } from "../hooks";
import { DraftsDialog } from "./drafts_dialog";
import { EngineLine } from "./engine_line";
import { Help } from "./help";
import { pageKey } from "./keys";
import { NoticeBars } from "./notice_bars";
import { StoreNotices, saveFile } from "./store_notices";
import { TopBar } from "./top_bar";
import { FRAME } from "./words";

export function Frame({ children }: { children: ComponentChildren }) {
  const page = usePage();
  const { place } = useRoute();
  useWatched(page.live);
  useWatched(page.help);
  useWatched(page.managing);
  const save = () => saveFile(page, place);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => pageKey(page, event);
    // A file that is dropped beside its place would open in the stead of the page.
    const kept = (event: DragEvent) => event.preventDefault();
    window.addEventListener("keydown", pressed);
    window.addEventListener("dragover", kept);
    window.addEventListener("drop", kept);
    return () => {
      window.removeEventListener("keydown", pressed);
      window.removeEventListener("dragover", kept);
      window.removeEventListener("drop", kept);
    };
  }, [page]);
  return (
    <div class="frame">
      <TopBar onSave={save} />
      <EngineLine onSave={save} />
      <NoticeBars />
      <p class="narrow">{FRAME.narrow}</p>
      <main class="screen" tabIndex={-1}>{children}</main>
      <StoreNotices />
      {page.help.now && <Help onClose={() => page.help.set(false)} />}
      {page.managing.now && <DraftsDialog onClose={() => page.managing.set(false)} />}
      <div class="unseen" role="status" aria-live="polite">{page.live.now}</div>
    </div>
  );
}
