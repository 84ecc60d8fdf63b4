// The page begins: the old-browser text goes, the frame comes, with the engine that it was given.

import { render } from "preact";

import type { Engine } from "./engine/client";

/** Show the page; whoever computes behind it was chosen by the caller. */
export function begin(engine: Engine): void {
  const place = document.getElementById("page");
  if (place !== null) render(<p data-engine={engine.state.kind}>绩效自评</p>, place);
}
