// A work place: the one document that is open in it, and whether that is kept in the browser.

import type { AnyDocument } from "../document/document";
import { Watched } from "../watched";
import { OpenDocument } from "./open_document";

export type SaveState =
  | { readonly kind: "none" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: Date }
  | { readonly kind: "failed"; readonly full: boolean; readonly last: Date | null }
  | { readonly kind: "secret" };

export class WorkPlace<D extends AnyDocument> extends Watched {
  current: OpenDocument<D> | null = null;
  saveState: SaveState = { kind: "none" };

  /** Show a document: a new one, one from a file, or one from the browser's store. */
  open(document: D): OpenDocument<D> {
    this.current = new OpenDocument(document);
    this.changed();
    return this.current;
  }

  close(): void {
    this.current = null;
    this.changed();
  }
}
