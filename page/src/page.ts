// What every screen of the page stands on, made once when it begins.

import { createContext } from "preact";

import type { DeskDocument } from "./document/desk";
import type { PageDocument } from "./document/document";
import type { Engine } from "./engine/client";
import { ScoreKeeper } from "./engine/scores";
import { LiveRegion } from "./frame/live";
import { Notices } from "./frame/notices";
import type { PathShown } from "./frame/path";
import { Routes } from "./routes";
import type { PlaceName } from "./routes";
import { WorkPlace } from "./store/work_place";
import { Value } from "./watched";

export class Page {
  readonly report = new WorkPlace<PageDocument>();
  readonly review = new WorkPlace<DeskDocument>();
  readonly routes: Routes;
  readonly notices = new Notices();
  readonly live = new LiveRegion();
  readonly scores: ScoreKeeper;
  /** Path in the top bar that a screen set in the place of the usual one. */
  readonly path = new Value<PathShown | null>(null);
  /** What 另存… and Ctrl+S do in a work place, where a screen has set it. */
  readonly savers = new Map<PlaceName, () => void>();
  readonly help = new Value<boolean>(false);

  constructor(readonly engine: Engine, readonly window: Window | null) {
    this.routes = new Routes(window);
    this.scores = new ScoreKeeper(engine);
  }

  /** Whether the page was handed out by `ziping serve`. */
  get served(): boolean {
    return this.window?.location.protocol.startsWith("http") ?? false;
  }
}

export const PageContext = createContext<Page | null>(null);
