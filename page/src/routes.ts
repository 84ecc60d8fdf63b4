// Which screen is shown: kept within the page; the browser's 后退 goes one screen back, never out of it.

import { Value } from "./watched";

export type ReportRoute =
  | { readonly place: "report"; readonly screen: "start" | "projects" }
  | {
      readonly place: "report";
      readonly screen: "editor";
      readonly submission: number;
      /** Cell or row to go to, `indicators/3`; with `explain` its 怎么算的 is opened too. */
      readonly at?: string;
      readonly explain?: boolean;
    }
  | { readonly place: "report"; readonly screen: "finish"; readonly submission: number }
  | { readonly place: "report"; readonly screen: "print"; readonly submission: number; readonly now?: boolean };

export type ReviewRoute =
  | { readonly place: "review"; readonly screen: "intake" | "queue" }
  | { readonly place: "review"; readonly screen: "project"; readonly project: string; readonly at?: string };

export type Route = ReportRoute | ReviewRoute;
export type PlaceName = Route["place"];

export const REPORT_START: ReportRoute = { place: "report", screen: "start" };
export const REVIEW_START: ReviewRoute = { place: "review", screen: "intake" };

/** The route in force, and the last one of each work place, so that a tab comes back to where one was. */
export class Routes extends Value<Route> {
  private readonly last: { report: Route; review: Route } = { report: REPORT_START, review: REVIEW_START };

  /** `leaving` is called before another screen is shown. */
  constructor(private readonly window: Window | null, private readonly leaving: () => void) {
    super(REPORT_START);
    window?.history.replaceState(REPORT_START, "");
    window?.addEventListener("popstate", (event) => {
      const route = event.state as Route | null;
      if (route !== null) this.show(route);
    });
  }

  navigate(route: Route): void {
    this.show(route);
    this.window?.history.pushState(route, "");
  }

  /** Another route in the place of this one: 后退 does not come back here. */
  replace(route: Route): void {
    this.show(route);
    this.window?.history.replaceState(route, "");
  }

  enter(place: PlaceName): void {
    if (this.now.place !== place) this.navigate(this.last[place]);
  }

  private show(route: Route): void {
    this.leaving();
    this.last[route.place] = route;
    this.set(route);
  }
}
