// The page's engine in tests: every question goes over the bridge to the harness, which answers it
// from recorded answers or from the engine in Python.

import type { EngineState, Bytes } from "../../src/engine/client";
import { type Frame, QueuedEngine, type Transport } from "../../src/engine/queued_engine";
import type { EngineProgress } from "../../src/messages";

interface Crossing {
  readonly text: string;
  readonly files: readonly string[];
}

declare global {
  interface Window {
    bridgeSend(message: Crossing): Promise<Crossing>;
    bridgeState(): Promise<EngineState>;
    /** The harness calls these. */
    bridgeProgress?: (progress: EngineProgress) => void;
    bridgeReport?: (state: EngineState) => void;
  }
}

class BridgeTransport implements Transport {
  start(report: (state: EngineState) => void): void {
    window.bridgeReport = report;
    void window.bridgeState().then(report);
  }

  async send(message: Frame, onProgress: (progress: EngineProgress) => void): Promise<Frame> {
    window.bridgeProgress = onProgress;
    const answer = await window.bridgeSend({ text: message.text, files: message.files.map(toText) });
    return { text: answer.text, files: answer.files.map(toBytes) };
  }

  end(): void {}
}

/** The engine that the test chose. */
export function bridgeEngine(): QueuedEngine {
  return new QueuedEngine(new BridgeTransport());
}

function toText(bytes: Bytes): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function toBytes(text: string): Bytes {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
