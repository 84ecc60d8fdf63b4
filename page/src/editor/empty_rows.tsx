// A form that has no indicators yet.

import { Button } from "../frame/button";
import { EMPTY } from "./words";

export function EmptyRows({ readOnly, onBring, onInsert }: {
  readOnly: boolean; onBring: () => void; onInsert: () => void;
}) {
  return (
    <section class="empty-rows">
      <h2>{EMPTY.title}</h2>
      <p>{EMPTY.text}</p>
      <p class="card-buttons">
        <Button disabled={readOnly} onClick={onBring}>{EMPTY.bring}</Button>
        <Button disabled={readOnly} onClick={onInsert}>{EMPTY.insert}</Button>
      </p>
    </section>
  );
}
