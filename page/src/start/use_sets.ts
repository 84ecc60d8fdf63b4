// The sets from which a form can be chosen; they stand in the page itself, before the engine is there.

import { useEffect, useState } from "preact/hooks";

import { useEngine } from "../hooks";
import type { SetChoice } from "../messages";

export function useSets(): readonly SetChoice[] {
  const { engine } = useEngine();
  const [sets, setSets] = useState<readonly SetChoice[]>([]);
  useEffect(() => {
    let wanted = true;
    void engine.ask("sets.list", {}).then(
      ({ body }) => wanted && setSets(body.sets),
      // Without an engine the frame says so; the list stays empty until it is there.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [engine]);
  return sets;
}
