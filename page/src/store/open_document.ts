// A document that is open on the page: what it holds now, and everything done to it since.

import type { AnyDocument, Change, Command, DocumentStore } from "../document/document";
import { apply, firstPlace, isNothing } from "../document/reducer";
import { EMPTY_HISTORY, remember, stepBack, stepForward } from "../document/undo";
import type { History } from "../document/undo";
import { Watched } from "../watched";

export class OpenDocument<D extends AnyDocument> extends Watched implements DocumentStore<D> {
  private held: D;
  private history: History = EMPTY_HISTORY;
  private locked = false;
  revision = 0;

  constructor(document: D) {
    super();
    this.held = document;
  }

  get document(): D {
    return this.held;
  }

  get readOnly(): boolean {
    return this.locked;
  }

  get canUndo(): string | null {
    return this.locked ? null : last(this.history.done);
  }

  get canRedo(): string | null {
    return this.locked ? null : last(this.history.undone);
  }

  run(command: Command, what: string): void {
    if (this.locked || isNothing(command)) return;
    this.held = apply(this.held, command);
    this.history = remember(this.history, { what, command });
    this.grown();
  }

  undo(): string | null {
    return this.step(stepBack(this.history));
  }

  redo(): string | null {
    return this.step(stepForward(this.history));
  }

  setReadOnly(locked: boolean): void {
    if (locked === this.locked) return;
    this.locked = locked;
    this.changed();
  }

  /** The document as another window left it; what was done here before can no longer be taken back. */
  replace(document: D): void {
    this.held = document;
    this.history = EMPTY_HISTORY;
    this.grown();
  }

  /** Change what is no step to be taken back: the title, a setting. */
  amend(change: (document: D) => D): void {
    if (this.locked) return;
    this.held = change(this.held);
    this.grown();
  }

  private step(step: readonly [Change, History] | null): string | null {
    if (this.locked || step === null) return null;
    const [change, after] = step;
    this.held = apply(this.held, change.command);
    this.history = after;
    this.grown();
    return firstPlace(change.command);
  }

  private grown(): void {
    this.revision += 1;
    this.changed();
  }
}

function last(changes: readonly Change[]): string | null {
  return changes[changes.length - 1]?.what ?? null;
}
