// The panels beside the files: what the batch holds, forms of no known set, where the files stay.

import type { ComponentChildren, JSX } from "preact";
import { LockIcon } from "../frame/icons";
import { Shape } from "../frame/shapes";
import type { UnknownForm } from "../messages";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

export function BatchPanel(): JSX.Element | null {
  const { batch } = useReviewState();
  if (batch === null) return null;
  const names = say.batch;
  return (
    <section class="rv-panel">
      <header class="rv-panel-head">
        <h2 class="rv-h2">{say.batchTitle}</h2>
      </header>
      <dl class="rv-facts">
        <Fact name={names.forms}>
          <strong>{batch.forms}</strong> 份
        </Fact>
        <Fact name={names.known}>{say.forms(batch.known)}</Fact>
        {batch.unknown > 0 && (
          <Fact name={names.unknown}>
            <span class="rv-ask">
              <Shape severity="ask" /> {say.unknownCount(batch.unknown)}
            </span>
          </Fact>
        )}
        {batch.targets + batch.reports > 0 && (
          <Fact name={names.beside}>{say.besideCount(batch.targets, batch.reports)}</Fact>
        )}
        {batch.unread > 0 && (
          <Fact name={names.unread}>
            <span class="rv-edit">
              <Shape severity="edit" /> {say.unreadCount(batch.unread)}
            </span>
          </Fact>
        )}
        {batch.repeats > 0 && <Fact name={names.repeats}>{say.repeatCount(batch.repeats)}</Fact>}
        {batch.restored > 0 && <Fact name={names.restored}>{say.places(batch.restored)}</Fact>}
        {batch.entries > 0 && <Fact name={names.entries}>{batch.entries} 条</Fact>}
      </dl>
    </section>
  );
}

function Fact(props: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="rv-fact">
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

export function UnknownPanel(): JSX.Element | null {
  const { unknown } = useReviewState();
  if (unknown.length === 0) return null;
  return (
    <section class="rv-panel">
      <header class="rv-panel-head">
        <h2 class="rv-h2">{say.unknownTitle}</h2>
      </header>
      <div class="rv-panel-body">
        {unknown.map((form) => (
          <UnknownChoice key={form.kind} form={form} />
        ))}
        <p class="rv-small rv-quiet">{say.unknownNote}</p>
      </div>
    </section>
  );
}

function UnknownChoice({ form }: { readonly form: UnknownForm }): JSX.Element {
  const desk = useReview();
  return (
    <label class="rv-unknown">
      <span class="rv-quiet" title={form.files.join("\n")}>
        {say.unknownNearest(form.forms, form.nearest)}
      </span>
      <select
        class="rv-field"
        value=""
        onChange={(event) => {
          const set = event.currentTarget.value;
          if (set !== "") void desk.choose(form.kind, set);
        }}
      >
        <option value="">{say.unknownChoose}</option>
        {form.offers.map((offer) => (
          <option key={offer.id} value={offer.id}>
            {offer.lacks === "" ? offer.called : `${offer.called}（${offer.lacks}）`}
          </option>
        ))}
      </select>
      {form.note !== "" && <span class="rv-small rv-quiet">{form.note}</span>}
    </label>
  );
}

export function PrivacyPanel(): JSX.Element {
  return (
    <section class="rv-privacy">
      <h2 class="rv-privacy-title">
        <LockIcon /> {say.privacyTitle}
      </h2>
      <p>{say.privacy}</p>
    </section>
  );
}
