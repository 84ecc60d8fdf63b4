// 自评综述 of the current project: figures by the program, quotations of the unit, and what is still
// to be written.

import type { OverviewAnswer } from "../messages";
import { OVERVIEW_KEY, SECRET_LEFT_OUT } from "./words";

interface Props {
  readonly name: string;
  readonly secret: boolean;
  readonly answer: OverviewAnswer | null;
  readonly waiting: string;
}

export function Overview({ name, secret, answer, waiting }: Props) {
  return (
    <section class="box overview" aria-labelledby="overview-title">
      <header class="box-head">
        <h2 id="overview-title">自评综述</h2>
        <span class="quiet cut">{name}</span>
      </header>
      <div class="box-body">
        {secret || answer === null ? (
          <p class="quiet">{secret ? SECRET_LEFT_OUT : waiting}</p>
        ) : (
          <>
            <p class="overview-text">
              {answer.parts.map((part, index) => <span key={index} class={`part-${part.kind}`}>{part.text}</span>)}
            </p>
            <p class="quiet">{OVERVIEW_KEY}</p>
          </>
        )}
      </div>
    </section>
  );
}
