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
          key={`${item.code}${item.at}${at}`} item={item} isKept={at >= open} isFirst={at === 0} readOnly={readOnly}
          replies={newReplies(items, at)}
          onReply={(reply) => onReply(item, reply)} onUnkeep={() => onUnkeep(item)}
        />
      ))}
    </section>
  );
}

interface FindingProps {
  readonly item: CheckLine;
  readonly isKept: boolean;
  readonly isFirst: boolean;
  readonly replies: readonly CardButton[];
  readonly readOnly: boolean;
  readonly onReply: (reply: CardButton) => void;
  readonly onUnkeep: () => void;
}

/** Buttons of a finding that none above it has. */
function newReplies(items: readonly CheckLine[], at: number): readonly CardButton[] {
  const above = new Set(items.slice(0, at).flatMap((item) => item.replies.map((reply) => reply.kind + reply.field)));
  return (items[at]?.replies ?? []).filter((reply) => !above.has(reply.kind + reply.field));
}

function Finding({ item, isKept, isFirst, replies, readOnly, onReply, onUnkeep }: FindingProps) {
  const changes = (reply: CardButton) => reply.kind !== "explain";
  // The reason is quoted once: most findings quote it themselves.
  const quotes = isFirst && item.reason !== "" && !item.text.includes(item.reason);
  return (
    <div class={`finding${isKept ? " seen" : ""}`}>
      {isFirst ? <h3 class="card-title">{staked(item)}</h3> : (
        <h3 class="card-title"><Shape severity={item.severity} />{item.title}</h3>
      )}
      <p class="card-text">{item.text}</p>
      {item.ask !== "" && <p class="card-text"><span class="card-label">{CARD.asked}</span> {item.ask}</p>}
      {quotes && (
        <p class="card-text"><span class="card-label">{CARD.written}</span> “{item.reason}” {item.advice}</p>
      )}
      {!quotes && item.advice !== "" && <p class="card-text">{item.advice}</p>}
      {(isKept || replies.length > 0) && <p class="card-buttons">
        {isKept && <Button disabled={readOnly} onClick={onUnkeep}>{CARD.unkeep}</Button>}
        {replies.filter((reply) => !isKept || reply.kind !== "keep").map((reply) => (
          <Button
            key={reply.kind + reply.text} kind={reply.kind === "explain" ? "link" : "plain"}
            disabled={readOnly && changes(reply)} onClick={() => onReply(reply)}
          >
            {reply.text}
          </Button>
        ))}
      </p>}
    </div>
  );
}

/** 得分与按规则计算的不同，涉及 3.46 分. */
function staked(item: CheckLine): string {
  return item.stake === "" || item.title.includes(CARD.staked) ? item.title : `${item.title}，${CARD.staked} ${item.stake} 分`;
}
