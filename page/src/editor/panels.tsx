// Small forms within the card: the document that adjusted a target, evidence, a survey. What is typed into
// one is taken over also where the person goes on without 登记; only 取消 and Escape throw it away.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Json } from "../document/document";
import { Button } from "../frame/button";
import { Shape } from "../frame/shapes";
import { useTyping } from "../hooks";
import { CARD } from "./words";

/** Values that a panel writes, by their key within the row. */
export type PanelValues = readonly (readonly [string, Json | undefined])[];

interface PanelProps {
  readonly onSave: (values: PanelValues) => void;
  readonly onClose: () => void;
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

function Panel({ title, typed, values, lacks = "", onSave, onClose, children }: PanelProps & {
  readonly title: string;
  /** What stands in the fields, and what of it is written. */
  readonly typed: unknown;
  readonly values: PanelValues;
  /** What must be filled in before this can be entered. */
  readonly lacks?: string;
  readonly children: ComponentChildren;
}) {
  const now = JSON.stringify(typed);
  const taken = useRef(now);
  const [said, say] = useState("");
  const save = () => {
    taken.current = now;
    onSave(values);
  };
  useTyping(() => {
    if (taken.current !== now) save();
  });
  const onCancel = () => {
    taken.current = now;
    onClose();
  };
  return (
    <form
      class="panel" aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (lacks !== "") return say(lacks);
        save();
        onClose();
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
      {said !== "" && lacks !== "" && <p class="panel-lacks" role="alert"><Shape severity="edit" /> {said}</p>}
      <p class="card-buttons">
        <button type="submit" class="button plain">{CARD.save}</button>
        <Button kind="link" onClick={onCancel}>{CARD.cancel}</Button>
      </p>
    </form>
  );
}

export function AdjustmentPanel({ before, after, document, date, ...panel }: PanelProps & {
  readonly before: string; readonly after: string; readonly document: string; readonly date: string;
}) {
  const [values, set] = useState({ before, after, document, date });
  const name = values.document.trim();
  const day = values.date.trim();
  const adjustment = name === "" ? undefined : { document: name, ...(day === "" ? {} : { date: day }) };
  return (
    <Panel
      {...panel} title={CARD.adjustment} typed={values} lacks={name === "" && day !== "" ? CARD.lacksDocument : ""}
      values={[["target_initial", values.before], ["target", values.after], ["adjustment", adjustment]]}
    >
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

export function EvidencePanel({ lines, ...panel }: PanelProps & { readonly lines: readonly EvidenceLine[] }) {
  const [shown, set] = useState<readonly EvidenceLine[]>(lines.length > 0 ? lines : [NO_EVIDENCE]);
  const change = (at: number, line: EvidenceLine) => set(shown.map((each, index) => (index === at ? line : each)));
  const named = shown.filter((line) => line.name.trim() !== "").map((line) => ({
    name: line.name.trim(),
    ...(line.number.trim() === "" ? {} : { number: line.number.trim() }),
    ...(line.page.trim() === "" ? {} : { page: line.page.trim() }),
  }));
  const isNameless = shown.some((line) => line.name.trim() === "" && (line.number + line.page).trim() !== "");
  return (
    <Panel
      {...panel} title={CARD.evidence} typed={shown} lacks={isNameless ? CARD.lacksName : ""}
      values={[["evidence", named.length === 0 ? undefined : named]]}
    >
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

export function SurveyPanel({ survey, ...panel }: PanelProps & { readonly survey: SurveyValues }) {
  const [values, set] = useState(survey);
  const given = Object.entries(values).filter(([, text]) => text.trim() !== "").map(([key, text]) => [key, text.trim()]);
  return (
    <Panel
      {...panel} title={CARD.survey} typed={values}
      values={[["survey", given.length === 0 ? undefined : Object.fromEntries(given)]]}
    >
      {(["method", "sent", "returned", "satisfied"] as const).map((key, at) => (
        <Field key={key} label={CARD[key]} value={values[key]} first={at === 0} onValue={(text) => set({ ...values, [key]: text })} />
      ))}
    </Panel>
  );
}
