// Small forms within the card: the document that adjusted a target, evidence, a survey.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Json } from "../document/document";
import { Button } from "../frame/button";
import { CARD } from "./words";

/** Values that a panel writes, by their key within the row. */
export type PanelValues = readonly (readonly [string, Json | undefined])[];

interface PanelProps {
  readonly onSave: (values: PanelValues) => void;
  readonly onCancel: () => void;
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly first?: boolean;
  readonly onValue: (text: string) => void;
}

function Field({ label, value, first = false, onValue }: FieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (first) field.current?.focus();
  }, []);
  return (
    <label class="panel-field">
      <span>{label}</span>
      <input ref={field} class="text-field" value={value} onInput={(event) => onValue(event.currentTarget.value)} />
    </label>
  );
}

function Panel({ title, onSave, onCancel, children }: {
  title: string; onSave: () => void; onCancel: () => void; children: ComponentChildren;
}) {
  return (
    <form
      class="panel" aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <h3 class="card-title">{title}</h3>
      {children}
      <p class="card-buttons">
        <button type="submit" class="button plain">{CARD.save}</button>
        <Button kind="link" onClick={onCancel}>{CARD.cancel}</Button>
      </p>
    </form>
  );
}

export function AdjustmentPanel({ before, after, document, date, onSave, onCancel }: PanelProps & {
  readonly before: string; readonly after: string; readonly document: string; readonly date: string;
}) {
  const [values, set] = useState({ before, after, document, date });
  const save = () => {
    const name = values.document.trim();
    const day = values.date.trim();
    const adjustment = name === "" ? undefined : { document: name, ...(day === "" ? {} : { date: day }) };
    onSave([["target_initial", values.before], ["target", values.after], ["adjustment", adjustment]]);
  };
  return (
    <Panel title={CARD.adjustment} onSave={save} onCancel={onCancel}>
      <Field label={CARD.document} value={values.document} first onValue={(text) => set({ ...values, document: text })} />
      <Field label={CARD.date} value={values.date} onValue={(text) => set({ ...values, date: text })} />
      <Field label={CARD.before} value={values.before} onValue={(text) => set({ ...values, before: text })} />
      <Field label={CARD.after} value={values.after} onValue={(text) => set({ ...values, after: text })} />
    </Panel>
  );
}

export interface EvidenceLine {
  readonly name: string;
  readonly number: string;
  readonly page: string;
}

const NO_EVIDENCE: EvidenceLine = { name: "", number: "", page: "" };

export function EvidencePanel({ lines, onSave, onCancel }: PanelProps & { readonly lines: readonly EvidenceLine[] }) {
  const [shown, set] = useState<readonly EvidenceLine[]>(lines.length > 0 ? lines : [NO_EVIDENCE]);
  const change = (at: number, line: EvidenceLine) => set(shown.map((each, index) => (index === at ? line : each)));
  const save = () => {
    const named = shown.filter((line) => line.name.trim() !== "").map((line) => ({
      name: line.name.trim(),
      ...(line.number.trim() === "" ? {} : { number: line.number.trim() }),
      ...(line.page.trim() === "" ? {} : { page: line.page.trim() }),
    }));
    onSave([["evidence", named.length === 0 ? undefined : named]]);
  };
  return (
    <Panel title={CARD.evidence} onSave={save} onCancel={onCancel}>
      {shown.map((line, at) => (
        <div class="panel-line" key={at}>
          <Field label={CARD.evidenceName} value={line.name} first={at === 0} onValue={(name) => change(at, { ...line, name })} />
          <Field label={CARD.evidenceNumber} value={line.number} onValue={(number) => change(at, { ...line, number })} />
          <Field label={CARD.evidencePage} value={line.page} onValue={(page) => change(at, { ...line, page })} />
        </div>
      ))}
      <Button kind="link" onClick={() => set([...shown, NO_EVIDENCE])}>{CARD.addEvidence}</Button>
    </Panel>
  );
}

export interface SurveyValues {
  readonly method: string;
  readonly sent: string;
  readonly returned: string;
  readonly satisfied: string;
}

export function SurveyPanel({ survey, onSave, onCancel }: PanelProps & { readonly survey: SurveyValues }) {
  const [values, set] = useState(survey);
  const save = () => {
    const given = Object.entries(values).filter(([, text]) => text.trim() !== "").map(([key, text]) => [key, text.trim()]);
    onSave([["survey", given.length === 0 ? undefined : Object.fromEntries(given)]]);
  };
  return (
    <Panel title={CARD.survey} onSave={save} onCancel={onCancel}>
      {(["method", "sent", "returned", "satisfied"] as const).map((key, at) => (
        <Field key={key} label={CARD[key]} value={values[key]} first={at === 0} onValue={(text) => set({ ...values, [key]: text })} />
      ))}
    </Panel>
  );
}
