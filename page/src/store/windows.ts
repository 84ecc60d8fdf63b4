// What windows of one work place tell each other.

export type Told =
  /** A window wants to write the document. */
  | { readonly kind: "take"; readonly id: string; readonly from: string }
  /** The window that writes it keeps it: what it holds is not stored anywhere. */
  | { readonly kind: "refused"; readonly id: string; readonly to: string }
  | { readonly kind: "saved"; readonly id: string }
  /** The file that belongs to the document was kept anew. */
  | { readonly kind: "file"; readonly id: string }
  | { readonly kind: "removed"; readonly id: string };

export class Windows {
  readonly me = crypto.randomUUID?.() ?? String(crypto.getRandomValues(new Uint32Array(1))[0]);
  private readonly channel: BroadcastChannel | null;

  constructor(name: string, heard: (told: Told) => void) {
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    this.channel?.addEventListener("message", (event: MessageEvent<Told>) => heard(event.data));
  }

  tell(told: Told): void {
    this.channel?.postMessage(told);
  }

  /** Fulfilled when the window that writes a document refuses to give it. */
  refusal(id: string): Promise<void> {
    return new Promise((resolve) => {
      const heard = (event: MessageEvent<Told>) => {
        const told = event.data;
        if (told.kind !== "refused" || told.id !== id || told.to !== this.me) return;
        this.channel?.removeEventListener("message", heard);
        resolve();
      };
      this.channel?.addEventListener("message", heard);
    });
  }
}
