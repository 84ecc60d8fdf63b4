// The engine behind `ziping serve`: each message is one POST to the address that the page came from.

import type { EngineProgress } from "../messages";
import type { Bytes, EngineState } from "./client";
import { packFrame, unpackFrame } from "./frames";
import { type Frame, QueuedEngine, type Transport } from "./queued_engine";

const STOPPED = "连不上 ziping serve：它可能已经停下。请在原来的窗口里看看，或者重新运行。";

class ServedTransport implements Transport {
  private report: (state: EngineState) => void = () => undefined;
  private window = "";

  constructor(private readonly here: string) {
    addEventListener("pagehide", (event) => {
      if (!event.persisted) this.end();
    });
  }

  start(report: (state: EngineState) => void): void {
    this.report = report;
    report({ kind: "loading", step: 1, of: 1, text: "正在启动计分程序" });
    void this.post("begin", new Uint8Array(0)).then(
      async (response) => {
        this.window = await response.text();
        report({ kind: "ready" });
      },
      (error: unknown) => this.failed(error),
    );
  }

  async send(message: Frame, onProgress: (progress: EngineProgress) => void): Promise<Frame> {
    try {
      const response = await this.post("message", packFrame(message));
      return await answerOf(response, onProgress);
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  end(): void {
    if (this.window === "") return;
    void this.post("end", new Uint8Array(0), true).catch(() => undefined);
    this.window = "";
  }

  private failed(error: unknown): void {
    this.report({ kind: "failed", detail: error instanceof Error ? error.message : STOPPED });
  }

  private async post(what: string, body: Bytes, keepalive = false): Promise<Response> {
    const headers = { "Content-Type": "application/octet-stream", "X-Ziping-Window": this.window };
    const asked = fetch(`${this.here}${what}`, { method: "POST", headers, body, keepalive });
    const response = await asked.catch(() => Promise.reject(new Error(STOPPED)));
    if (!response.ok) throw new Error(await response.text());
    return response;
  }
}

/** Read what comes: a head of length and last-or-not before each frame (scoring/page/pipe.py). */
async function answerOf(response: Response, onProgress: (progress: EngineProgress) => void): Promise<Frame> {
  const next = reading(response);
  for (;;) {
    const head = new DataView((await next(5)).buffer);
    const frame = unpackFrame(await next(head.getUint32(0)));
    if (frame === null) throw new Error(STOPPED);
    if (head.getUint8(4) === 1) return frame;
    onProgress((JSON.parse(frame.text) as { progress: EngineProgress }).progress);
  }
}

/** Return what reads the next so many bytes of a response. */
function reading(response: Response): (length: number) => Promise<Bytes> {
  const reader = response.body?.getReader();
  let part: Bytes = new Uint8Array(0);
  return async (length) => {
    const wanted = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      if (part.length === 0) {
        const come = await reader?.read();
        if (come?.value === undefined) throw new Error(STOPPED);
        part = come.value as Bytes;
      }
      const taken = part.subarray(0, length - at);
      wanted.set(taken, at);
      part = part.subarray(taken.length);
      at += taken.length;
    }
    return wanted;
  };
}

/** Whether `ziping serve` handed the page out; the one file may lie on a web server too. */
export function isServed(document: Document): boolean {
  return document.getElementById("page")?.dataset["served"] !== undefined;
}

/** The engine of the server that this page came from. */
export function servedEngine(): QueuedEngine {
  return new QueuedEngine(new ServedTransport(location.href.replace(/[^/]*$/, "")));
}
