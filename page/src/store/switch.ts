// A switch that this browser remembers.

import { Value } from "../watched";

export class StoredSwitch extends Value<boolean> {
  constructor(private readonly key: string) {
    super(stored(key) !== "off");
  }

  override set(on: boolean): void {
    super.set(on);
    try {
      localStorage.setItem(this.key, on ? "on" : "off");
    } catch {
      // A browser that keeps nothing: the switch holds until the page is closed.
    }
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
