// Draft files: 项目名.ziping-draft, the document as JSON. What is opened comes from anywhere: it is
// bounded and checked before it is believed.

import type { Bytes } from "../engine/client";
import { DRAFT_SCHEMA } from "./document";
import type { DraftSubmission, Kept, KeptFile, PageDocument } from "./document";
import { newId } from "./new_document";

export const DRAFT_ENDING = ".ziping-draft";

const MOST_BYTES = 64 * 1024 * 1024;
const DEEPEST = 30;
const MOST_PROJECTS = 5000;
const SCHEMA = /^ziping\/draft\/(\d{1,4})$/;
const NEWEST = 1;
const ID = /^[0-9a-z-]{1,64}$/i;

export type DraftRead =
  | { readonly kind: "draft"; readonly document: PageDocument }
  | { readonly kind: "newer" }
  | { readonly kind: "broken"; readonly why: string };

/** The document as a file: the same document, the same bytes. */
export function writeDraft(document: PageDocument): Bytes {
  return new TextEncoder().encode(`${JSON.stringify(document, null, 1)}\n`);
}

export function readDraft(bytes: Bytes): DraftRead {
  if (bytes.length > MOST_BYTES) return broken("文件太大，不像是草稿文件");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return broken("不是文本，可能没有存完整");
  }
  if (tooDeep(text)) return broken("内容一层套一层，不像是草稿文件");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken("内容不完整，可能没有存完");
  }
  if (!isRecord(value) || typeof value["schema"] !== "string") return broken("里面没有“schema”，不是草稿文件");
  const version = SCHEMA.exec(value["schema"])?.[1];
  if (version === undefined) return broken(`“schema”写的是“${value["schema"].slice(0, 40)}”，不是草稿文件`);
  if (Number(version) > NEWEST) return { kind: "newer" };
  return checked(value);
}

function checked(value: Record<string, unknown>): DraftRead {
  try {
    noHiddenKeys(value);
    const { submissions } = value;
    if (!Array.isArray(submissions)) throw new Wrong("submissions", "应当是一列项目");
    if (submissions.length > MOST_PROJECTS) throw new Wrong("submissions", `超过${MOST_PROJECTS}个项目`);
    submissions.forEach((submission, index) => isSubmission(submission, `submissions/${index}`));
    const id = typeof value["id"] === "string" && ID.test(value["id"]) ? value["id"] : newId();
    const document: PageDocument = {
      schema: DRAFT_SCHEMA,
      id,
      submissions: submissions as DraftSubmission[],
      ui: { kept: keptOf(value["ui"]) },
      exports: exportsOf(value["exports"]),
    };
    return { kind: "draft", document };
  } catch (error) {
    if (error instanceof Wrong) return broken(`${error.at}：${error.why}`);
    throw error;
  }
}

class Wrong extends Error {
  constructor(readonly at: string, readonly why: string) {
    super(`${at}: ${why}`);
  }
}

function broken(why: string): DraftRead {
  return { kind: "broken", why };
}

/** Whether brackets outside of strings nest deeper than any draft. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) {
      inString = true;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}

/** A key `__proto__` is never one of a document, wherever it stands. */
function noHiddenKeys(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(noHiddenKeys);
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      if (key === "__proto__") throw new Wrong(key, "不认识的内容");
      noHiddenKeys(value[key]);
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Shape = (value: unknown, at: string) => void;

const text: Shape = (value, at) => {
  if (typeof value !== "string") throw new Wrong(at, "应当是文字");
};
const cell: Shape = (value, at) => {
  if (value !== null && typeof value !== "string" && typeof value !== "number") throw new Wrong(at, "应当是数或者文字");
};
const yes: Shape = (value, at) => {
  if (value !== null && typeof value !== "boolean") throw new Wrong(at, "应当是“是”或者“否”");
};
const rows = (row: Shape): Shape => (value, at) => {
  if (!Array.isArray(value)) throw new Wrong(at, "应当是一列");
  value.forEach((each, index) => row(each, `${at}/${index}`));
};
const byKey = (held: Shape): Shape => (value, at) => {
  if (!isRecord(value)) throw new Wrong(at, "应当按名称存放");
  for (const key of Object.keys(value)) held(value[key], `${at}/${key}`);
};
const maybe = (shape: Shape): Shape => (value, at) => {
  if (value !== null) shape(value, at);
};
/** Known fields have their shapes; what is not known is carried along and told by the engine. */
const record = (fields: Readonly<Record<string, Shape>>): Shape => (value, at) => {
  if (!isRecord(value)) throw new Wrong(at, "应当按名称存放");
  for (const key of Object.keys(fields)) {
    if (Object.hasOwn(value, key)) fields[key]?.(value[key], `${at}/${key}`);
  }
};

const evidence = record({ name: text, number: text, page: text });
const survey = record({ method: text, sent: cell, returned: cell, satisfied: cell });
const indicator = record({
  id: text, level1: text, level2: text, name: text, target: text, target_initial: text, actual: text,
  adjustment: maybe(record({ document: text, date: text })), direction: text, unit: text, points: cell,
  coefficient: cell, claimed: cell, reason: text, core: yes, evidence: rows(evidence), survey: maybe(survey),
  last_actual: text, mid_actual: text, forecast: text, likely: text, mid_reason: text, mid_measures: text,
  at: byKey(text), known: byKey(text),
});
const goalRow = record({
  name: text, ratio: cell, expected: text, achieved: text, reason: text, indicators: rows(indicator),
});
const funds = record({
  source: text, initial: cell, budget: cell, executed: cell, claimed: cell, claimed_rate: cell, points: cell,
  reason: text, family: text, over_confirmed: yes,
});
const task = record({
  name: text, content: text, weight: cell, initial: cell, budget: cell, executed: cell, completion: text,
  claimed: cell, reason: text,
});
const submission = record({
  set: text, set_digest: text, id: text, not_found: rows(text), year: cell, unit: text, department: text,
  project: record({ name: text, code: text, parent: maybe(record({ name: text, code: text })), kind: text }),
  money_unit: maybe(text), state: text, finished: yes, project_period: record({ start: text, end: text }),
  secret: yes, funds: rows(funds), goal: record({ expected: text, achieved: text }),
  summary: record({ achieved: text, problems: text, measures: text, no_problems: yes }), publish: yes,
  mid_year: maybe(record({ date: text, executed: cell, forecast: cell })), goals: rows(goalRow),
  tasks: rows(task), indicators: rows(indicator), inputs: byKey(cell),
  items: byKey(byKey(record({ met: yes, evidence: rows(evidence), reason: text }))), claims: byKey(cell),
  reasons: byKey(text), texts: byKey(text),
  head: record({ responsible: text, phone: text, filled_by: text, date: text, signatures: byKey(text), opinion: text }),
  claimed_total: cell, claimed_grade: text, at: byKey(text), known: byKey(text),
  unplaced: rows(record({ text, at: text })), repairs: rows(record({ at: text, what: text, why: text })),
});

function isSubmission(value: unknown, at: string): void {
  submission(value, at);
  const { schema, set } = value as Record<string, unknown>;
  if (schema !== "ziping/submission/1") throw new Wrong(`${at}/schema`, "不认识的申报格式");
  if (typeof set !== "string") throw new Wrong(`${at}/set`, "没有写按哪一种表");
}

function keptOf(ui: unknown): readonly Kept[] {
  const kept = isRecord(ui) ? (ui["kept"] ?? []) : [];
  if (!Array.isArray(kept)) throw new Wrong("ui/kept", "应当是一列");
  return kept.map((each: unknown, index): Kept => {
    const at = `ui/kept/${index}`;
    record({ at: text, code: text, saw: text })(each, at);
    const { submission: which, at: row, code, saw } = each as Record<string, unknown>;
    if (!Number.isSafeInteger(which)) throw new Wrong(`${at}/submission`, "应当是项目的序号");
    return { submission: which as number, at: String(row ?? ""), code: String(code ?? ""), saw: String(saw ?? "") };
  });
}

function exportsOf(exports: unknown): readonly KeptFile[] {
  if (exports === undefined) return [];
  rows(record({ name: text, base64: text }))(exports, "exports");
  return (exports as readonly Record<string, unknown>[]).map(({ name, base64 }, index) => {
    if (typeof name !== "string" || typeof base64 !== "string") throw new Wrong(`exports/${index}`, "文件不完整");
    return { name, base64 };
  });
}
