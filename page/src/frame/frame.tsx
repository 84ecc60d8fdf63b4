// The frame around every screen: top bar, notices, live region, help, and the keys that work everywhere.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { useRoute, usePage, useWatched } from "../hooks";
import { EngineLine } from "./engine_line";
import { pageKey } from "./keys";
import { NoticeBars } from "./notice_bars";
import { TopBar } from "./top_bar";

export function Frame({ children }: { children: ComponentChildren }) {
  const page = usePage();
  const { place } = useRoute();
  useWatched(page.live);
  const save = () => page.savers.get(place)?.();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => pageKey(page, event);
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [page]);
  return (
    <div class="frame">
      <TopBar onSave={save} />
      <EngineLine onSave={save} />
      <NoticeBars />
      <main class="screen">{children}</main>
      <div class="unseen" role="status" aria-live="polite">{page.live.now}</div>
    </div>
  );
}
