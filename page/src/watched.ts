// Something that changes and tells those who look at it.

export class Watched {
  private readonly listeners = new Set<() => void>();

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  protected changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** One value that changes as a whole. */
export class Value<T> extends Watched {
  constructor(private held: T) {
    super();
  }

  get now(): T {
    return this.held;
  }

  set(value: T): void {
    if (value === this.held) return;
    this.held = value;
    this.changed();
  }
}
