// What has to be told and stays until it is dealt with: one bar each under the top bar, nothing that pops up.

import { Watched } from "../watched";
import type { ShapeName } from "./shapes";

export interface NoticeAction {
  readonly text: string;
  readonly kind?: "primary" | "plain" | "link";
  run(): void;
}

export interface Notice {
  /** A later notice of the same key takes the place of the earlier. */
  readonly key: string;
  readonly severity: ShapeName;
  readonly title: string;
  readonly text?: string;
  readonly actions?: readonly NoticeAction[];
  /** Whether a person may put it away; what is still so stays. */
  readonly lasting?: boolean;
}

export class Notices extends Watched {
  shown: readonly Notice[] = [];

  notify(notice: Notice): void {
    const others = this.shown.filter((each) => each.key !== notice.key);
    this.shown = [...others, notice];
    this.changed();
  }

  dismiss(key: string): void {
    const left = this.shown.filter((each) => each.key !== key);
    if (left.length === this.shown.length) return;
    this.shown = left;
    this.changed();
  }
}
