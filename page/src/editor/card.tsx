// The card under the margin line of the current row: what was found, what will be asked, what can be done.

import type { ComponentChildren } from "preact";

import { Button } from "../frame/button";
import { Shape } from "../frame/shapes";
import type { CardButton, CheckLine } from "../messages";
import { CARD } from "./words";

export interface CardProps {
  readonly items: readonly CheckLine[];
  readonly open: number;
  readonly readOnly: boolean;
  /** Shown in the place of the findings: a panel, a question. */
  readonly panel: ComponentChildren;
  /** How the row was read, where nothing was found. */
  readonly line: string;
  readonly onReply: (item: CheckLine, reply: CardButton) => void;
  readonly onUnkeep: (item: CheckLine) => void;
  readonly onExplain: () => void;
}

export function Card({ items, open, readOnly, panel, line, onReply, onUnkeep, onExplain }: CardProps) {
  const gravest = items[0]?.severity ?? "none";
  return (
    <section class={`card ${open > 0 ? gravest : "none"}`} aria-label={CARD.label} data-region="margin" tabIndex={-1}>
      {panel}
      {items.length === 0 && panel === null && (
        <>
          <p class="card-text">{line}</p>
          <p class="card-buttons"><Button kind="link" onClick={onExplain}>{CARD.explain}</Button></p>
        </>
      )}
      {items.map((item, at) => (
        <Finding
          key={`${item.code}${item.at}${at}`} item={item} isKept={at >= open} only={items.length === 1} readOnly={readOnly}
          onReply={(reply) => onReply(item, reply)} onUnkeep={() => onUnkeep(item)}
        />
      ))}
    </section>
  );
}

interface FindingProps {
  readonly item: CheckLine;
  readonly isKept: boolean;
  readonly only: boolean;
  readonly readOnly: boolean;
  readonly onReply: (reply: CardButton) => void;
  readonly onUnkeep: () => void;
}

function Finding({ item, isKept, only, readOnly, onReply, onUnkeep }: FindingProps) {
  const changes = (reply: CardButton) => reply.kind !== "explain";
  return (
    <div class={`finding${isKept ? " seen" : ""}`}>
      <h3 class="card-title">{!only && <Shape severity={item.severity} />}{item.title}</h3>
      <p class="card-text">{item.text}</p>
      {item.ask !== "" && <p class="card-text"><span class="card-label">{CARD.asked}</span> {item.ask}</p>}
      {item.reason !== "" && (
        <p class="card-text"><span class="card-label">{CARD.written}</span> “{item.reason}” {item.advice}</p>
      )}
      {item.reason === "" && item.advice !== "" && <p class="card-text">{item.advice}</p>}
      <p class="card-buttons">
        {isKept && <Button disabled={readOnly} onClick={onUnkeep}>{CARD.unkeep}</Button>}
        {item.replies.filter((reply) => !isKept || reply.kind !== "keep").map((reply) => (
          <Button
            key={reply.kind + reply.text} kind={reply.kind === "explain" ? "link" : "plain"}
            disabled={readOnly && changes(reply)} onClick={() => onReply(reply)}
          >
            {reply.text}
          </Button>
        ))}
      </p>
    </div>
  );
}
