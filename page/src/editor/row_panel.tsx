// Which small form stands in the card, with what the row holds already.

import { getAt } from "../document/cells";
import type { DraftSubmission, Json } from "../document/document";
import { Button } from "../frame/button";
import { readText } from "./grid/values";
import { AdjustmentPanel, EvidencePanel, SurveyPanel } from "./panels";
import { CARD, DID } from "./words";

export type PanelKind =
  | { readonly kind: "adjust"; readonly at: string; readonly from?: string }
  | { readonly kind: "evidence" | "survey"; readonly at: string }
  | { readonly kind: "changed"; readonly at: string; readonly from: string; readonly to: string };

export interface RowPanelProps {
  readonly panel: PanelKind;
  readonly submission: DraftSubmission;
  readonly readOnly: boolean;
  readonly onPanel: (panel: PanelKind) => void;
  readonly onSave: (values: readonly (readonly [string, Json | undefined])[], what: string) => void;
  readonly onClose: () => void;
}

export function RowPanel({ panel, submission, readOnly, onPanel, onSave, onClose }: RowPanelProps) {
  const text = (key: string) => readText(submission, `${panel.at}/${key}`);
  switch (panel.kind) {
    case "changed":
      return (
        <div class="panel">
          <h3 class="card-title">{CARD.adjustment}</h3>
          <p class="card-text">{CARD.changed(panel.from, panel.to)}</p>
          <p class="card-buttons">
            <Button disabled={readOnly} onClick={() => onPanel({ kind: "adjust", at: panel.at, from: panel.from })}>
              {CARD.register}
            </Button>
            <Button onClick={onClose}>{CARD.correction}</Button>
          </p>
        </div>
      );
    case "adjust":
      return (
        <AdjustmentPanel
          before={panel.from ?? (text("target_initial") || text("target"))} after={text("target")}
          document={text("adjustment/document")} date={text("adjustment/date")} onSave={(values) => onSave(values, DID.adjusted)} onClose={onClose}
        />
      );
    case "evidence": {
      const held = getAt(submission, `${panel.at}/evidence`);
      const lines = (Array.isArray(held) ? held : []).map((_, at) => ({
        name: text(`evidence/${at}/name`), number: text(`evidence/${at}/number`), page: text(`evidence/${at}/page`),
      }));
      return <EvidencePanel lines={lines} onSave={(values) => onSave(values, DID.evidence)} onClose={onClose} />;
    }
    case "survey":
      return (
        <SurveyPanel
          survey={{
            method: text("survey/method"), sent: text("survey/sent"), returned: text("survey/returned"),
            satisfied: text("survey/satisfied"),
          }}
          onSave={(values) => onSave(values, DID.survey)} onClose={onClose}
        />
      );
  }
}
