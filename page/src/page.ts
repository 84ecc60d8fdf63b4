// What every screen of the page stands on, made once when it begins.

import { createContext } from "preact";

import type { DeskDocument } from "./document/desk";
import type { PageDocument } from "./document/document";
import type { Engine } from "./engine/client";
import { PatientEngine } from "./engine/patient";
import { ScoreKeeper } from "./engine/scores";
import { isServed } from "./engine/served";
import { LiveRegion } from "./frame/live";
import { Notices } from "./frame/notices";
import type { PathShown } from "./frame/path";
import { FRAME } from "./frame/words";
import { Routes } from "./routes";
import type { PlaceName } from "./routes";
import { DESK_KIND, reportKind } from "./store/kinds";
import { StoredSwitch } from "./store/switch";
import { WorkPlace } from "./store/work_place";
import { Value } from "./watched";

export class Page {
  readonly report: WorkPlace<PageDocument>;
  readonly review: WorkPlace<DeskDocument>;
  readonly routes: Routes;
  readonly notices = new Notices();
  readonly live = new LiveRegion();
  readonly scores: ScoreKeeper;
  /** Path in the top bar that a screen set in the place of the usual one. */
  readonly path = new Value<PathShown | null>(null);
  /** What 另存… and Ctrl+S do in a work place, where a screen has set it. */
  readonly savers = new Map<PlaceName, () => void>();
  readonly help = new Value<boolean>(false);
  /** 管理草稿…: the list of what this browser keeps. */
  readonly managing = new Value<boolean>(false);
  /** Whether keys without Ctrl or Alt do something (WCAG 2.1.4). */
  readonly singleKeys = new StoredSwitch("ziping/single-keys");

  /** Screens in which something is being typed that is not in the document yet; each takes it in. */
  readonly typing = new Set<() => void>();
  readonly engine: Engine;

  constructor(engine: Engine, readonly window: Window | null) {
    this.engine = new PatientEngine(engine, (late) => (late ? this.tellLate() : this.notices.dismiss("late")));
    this.routes = new Routes(window, () => this.settle());
    // Before the work places, so that what is being typed is in the document when they keep it.
    for (const event of ["pagehide", "beforeunload"]) window?.addEventListener(event, () => this.settle());
    window?.document.addEventListener("visibilitychange", () => this.settle());
    this.scores = new ScoreKeeper(this.engine);
    // All local pages share one store, so what is kept bears the path of this one.
    const path = window?.location.protocol === "file:" ? window.location.pathname : "serve";
    this.report = new WorkPlace("report", reportKind(this.scores), path);
    this.review = new WorkPlace("review", DESK_KIND, path);
    let shown = this.report.current;
    this.report.watch(() => {
      if (this.report.current !== shown) this.scores.forget();
      shown = this.report.current;
    });
  }

  /** Take what is being typed into the document. */
  settle(): void {
    for (const accept of [...this.typing]) accept();
  }

  private tellLate(): void {
    const stop = { text: FRAME.stop, run: () => this.engine.restart() };
    this.notices.notify({ key: "late", severity: "note", title: FRAME.late, lasting: true, actions: [stop] });
  }

  /** Whether the page was handed out by `ziping serve`. */
  get served(): boolean {
    return this.window !== null && isServed(this.window.document);
  }
}

export const PageContext = createContext<Page | null>(null);
