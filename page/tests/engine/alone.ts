// A page of the engine alone: tests and benchmarks ask it by `window.engine`, and see when what was ready.

import { workerEngine } from "../../src/engine/worker_engine";

const times: Record<string, number> = {};
const engine = workerEngine();
engine.watch((state) => {
  times[state.kind === "loading" ? `step ${state.step}` : state.kind] ??= performance.now();
});
Object.assign(window, { engine, times });
