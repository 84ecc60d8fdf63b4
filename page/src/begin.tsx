// The page begins: the old-browser text goes, the frame comes, with the engine that it was given.

import { render } from "preact";

import { App } from "./app";
import type { Engine } from "./engine/client";
import { showSteeringSigns } from "./frame/visible_text";
import { Page } from "./page";

/** Show the page; whoever computes behind it was chosen by the caller. */
export function begin(engine: Engine): Page {
  showSteeringSigns();
  const page = new Page(engine, window);
  const place = document.getElementById("page");
  if (place !== null) {
    place.replaceChildren();
    render(<App page={page} />, place);
  }
  return page;
}
