// The path in the top bar: where one is, and the way back.

import type { ComponentChildren } from "preact";

import { documentTitle, projectName } from "../document/new_document";
import { useOpenDocument, usePage, useRoute, useWatched } from "../hooks";
import type { PageDocument } from "../document/document";
import type { Route } from "../routes";
import { FRAME } from "./words";

export interface PathPart {
  readonly text: string;
  readonly to?: Route;
}

export interface PathShown {
  readonly parts: readonly PathPart[];
  /** Beside the path: 第6份，共6份, a chip of the round. */
  readonly beside?: ComponentChildren;
}

export function Path() {
  const page = usePage();
  useWatched(page.path);
  const route = useRoute();
  const open = useOpenDocument();
  const shown = page.path.now ?? { parts: usualPath(route, open?.document ?? null) };
  if (shown.parts.length === 0) return null;
  return (
    <nav class="path" aria-label="位置">
      {shown.parts.map(({ text, to }, index) => (
        <span key={index} class={to === undefined ? "path-part here" : "path-part"}>
          {index > 0 && <span class="path-mark" aria-hidden>›</span>}
          {to === undefined
            ? <b aria-current="page">{text}</b>
            : <button type="button" class="path-link" onClick={() => page.routes.navigate(to)}>{text}</button>}
        </span>
      ))}
      {shown.beside}
    </nav>
  );
}

function usualPath(route: Route, document: PageDocument | null): readonly PathPart[] {
  if (route.place === "review") return [{ text: route.screen === "intake" ? FRAME.newReview : FRAME.queue }];
  if (document === null || route.screen === "start") return [];
  if (!("submission" in route)) return [{ text: documentTitle(document) }];
  const projects: PathPart = { text: FRAME.projects, to: { place: "report", screen: "projects" } };
  const name = projectName(document, route.submission);
  if (route.screen === "editor") return [projects, { text: name }];
  const editor: PathPart = { text: name, to: { place: "report", screen: "editor", submission: route.submission } };
  return [projects, editor, { text: route.screen === "finish" ? FRAME.finish : FRAME.print }];
}
