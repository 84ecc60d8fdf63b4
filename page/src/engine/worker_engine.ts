// The engine in a worker of this page: started when the page has been read, replaced when it is stopped.

import type { EngineProgress } from "../messages";
import { EngineRefusal, type EngineState } from "./client";
import { LAYERS, type LayerName, type Layers } from "./layers";
import { type Frame, QueuedEngine, type Transport } from "./queued_engine";
import { LOADING, NO_ANSWER, NO_ANSWER_TODO, NO_LAYERS } from "./words";
import { STEPS, type FromWorker, type ToWorker } from "./worker_messages";

/** What a worker is started with, as it lies in the page. */
interface EngineParts {
  readonly script: string;
  readonly layers: Layers;
}

/** Return the parts that are in this document, once it has been read whole. */
async function partsInPage(): Promise<EngineParts> {
  if (document.readyState === "loading") {
    await new Promise((read) => document.addEventListener("DOMContentLoaded", read, { once: true }));
  }
  const layers = LAYERS.map((name) => [name, textOf(`layer-${name}`)] as const);
  return { script: textOf("engine-worker"), layers: Object.fromEntries(layers) as Record<LayerName, string> };
}

function textOf(id: string): string {
  const text = document.getElementById(id)?.textContent ?? "";
  if (text === "") throw new Error(NO_LAYERS);
  return text;
}

interface Asked {
  readonly onProgress: (progress: EngineProgress) => void;
  readonly resolve: (answer: Frame) => void;
  readonly reject: (error: Error) => void;
}

class WorkerTransport implements Transport {
  private report: (state: EngineState) => void = () => undefined;
  private worker: Worker | null = null;
  private asked: Asked | null = null;

  start(report: (state: EngineState) => void): void {
    this.report = report;
    this.begin();
  }

  send({ text, files }: Frame, onProgress: (progress: EngineProgress) => void): Promise<Frame> {
    return new Promise((resolve, reject) => {
      this.asked = { onProgress, resolve, reject };
      // Files are copied: who asks may want to keep them.
      this.post({ kind: "ask", text, files });
    });
  }

  end(): void {
    this.worker?.terminate();
    this.worker = null;
    this.asked = null;
  }

  private begin(): void {
    this.end();
    this.report(loading(0));
    partsInPage().then(
      (parts) => this.load(parts),
      (error: unknown) => this.failed(String(error)),
    );
  }

  private load({ script, layers }: EngineParts): void {
    if (this.worker !== null) return;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    this.worker = worker;
    worker.onmessage = (event: MessageEvent<FromWorker>) => {
      if (worker === this.worker) this.take(event.data);
    };
    worker.onerror = (event) => {
      if (worker === this.worker) this.failed(event.message);
    };
    this.post({ kind: "begin", layers });
  }

  private take(message: FromWorker): void {
    switch (message.kind) {
      case "step":
        return this.report(loading(message.step));
      case "ready":
        return this.report({ kind: "ready" });
      case "failed":
        return this.failed(message.detail);
      case "progress":
        return this.asked?.onProgress((JSON.parse(message.text) as { progress: EngineProgress }).progress);
      case "answer":
        return this.asked?.resolve(message);
      case "broken":
        this.asked?.reject(new EngineRefusal([{ where: "", what: NO_ANSWER, todo: NO_ANSWER_TODO, code: message.detail }]));
        if (message.dead) this.begin();
    }
  }

  private failed(detail: string): void {
    this.report({ kind: "failed", detail: `${detail}\n${navigator.userAgent}` });
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }
}

function loading(step: number): EngineState {
  return { kind: "loading", step, of: STEPS, text: LOADING };
}

/** The engine that this page carries. */
export function workerEngine(): QueuedEngine {
  return new QueuedEngine(new WorkerTransport());
}
