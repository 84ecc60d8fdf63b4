// 认定理由 as a list: the grounds that fit a choice, from the engine.

import type { JSX } from "preact";
import type { GroundWords } from "../messages";
import { useReviewState } from "./use_review";
import { words as say } from "./words";

type Choice = GroundWords["fits"][number];

interface GroundSelectProps {
  readonly choice: Choice;
  readonly ground: string;
  readonly choose: (ground: string) => void;
}

export function GroundSelect({ choice, ground, choose }: GroundSelectProps): JSX.Element {
  const { words } = useReviewState();
  const fitting = (words?.grounds ?? []).filter((one) => one.fits.includes(choice));
  return (
    <label class="rv-labelled">
      <span>{say.grounds}</span>
      <select class="text-field" value={ground} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{say.unknownChoose}</option>
        {fitting.map((one) => (
          <option key={one.name} value={one.name} title={one.meaning}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}
