// The page in one file begins.

import { begin } from "./begin";
import { EngineRefusal } from "./engine/client";

begin({
  state: { kind: "failed", detail: "no engine in this build" },
  watch(listener) {
    listener(this.state);
    return () => undefined;
  },
  ask: () => Promise.reject(new EngineRefusal([])),
  restart: () => undefined,
});
