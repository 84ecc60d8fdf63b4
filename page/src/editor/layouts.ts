// The form of a set, as the engine lays it out; it is there before the engine has begun to compute.

import { useEffect, useState } from "preact/hooks";

import type { Engine } from "../engine/client";
import type { FormLayoutAnswer } from "../messages";

const layouts = new Map<string, FormLayoutAnswer>();

export function useLayout(engine: Engine, set: string): FormLayoutAnswer | null {
  const [layout, show] = useState(layouts.get(set) ?? null);
  useEffect(() => {
    let wanted = true;
    void engine.ask("form.layout", { set }).then(({ body }) => {
      layouts.set(set, body);
      if (wanted) show(body);
    });
    return () => {
      wanted = false;
    };
  }, [engine, set]);
  return layout;
}
