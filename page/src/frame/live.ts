// The one polite live region: at most every two seconds, and only the newest text.

import { Value } from "../watched";

const LEAST_PAUSE = 2000;

export class LiveRegion extends Value<string> {
  private next: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    super("");
  }

  say(text: string): void {
    if (this.timer === null) {
      this.set(text);
      this.timer = setTimeout(() => this.paused(), LEAST_PAUSE);
    } else {
      this.next = text;
    }
  }

  private paused(): void {
    this.timer = null;
    const { next } = this;
    this.next = null;
    if (next !== null) this.say(next);
  }
}
