// What the two work places have to know about their documents.

import type { DeskDocument } from "../document/desk";
import type { DraftSubmission, PageDocument } from "../document/document";
import { documentTitle, isSecret, newId } from "../document/new_document";
import { scoreLane } from "../engine/scores";
import type { ScoreKeeper } from "../engine/scores";
import type { Described } from "./drafts";
import type { DocumentKind } from "./work_place";

export function reportKind(scores: ScoreKeeper): DocumentKind<PageDocument> {
  return {
    isSecret,
    newId: (document) => ({ ...document, id: newId() }),
    pack: ({ submissions, ...rest }) => ({ ...rest, submissions: submissions.map(packed) }),
    unpack: (kept) => {
      const { submissions, ...rest } = kept as Omit<PageDocument, "submissions"> & { submissions: readonly string[] };
      return { ...rest, submissions: submissions.map((text) => JSON.parse(text) as DraftSubmission) };
    },
    describe: (document) => {
      const standing = standingOf(document, scores);
      const said = { title: documentTitle(document), projects: document.submissions.length };
      return standing === null ? said : { ...said, standing };
    },
  };
}

const texts = new WeakMap<DraftSubmission, string>();

/** A submission as text, made once: of hundreds, one has changed since the last time. */
function packed(submission: DraftSubmission): string {
  const text = texts.get(submission) ?? JSON.stringify(submission);
  texts.set(submission, text);
  return text;
}

const WORST_FIRST = ["edit", "filling", "empty", "ready"];

/** The standing of the project that is furthest from being handed in; null while one is not checked. */
function standingOf(document: PageDocument, scores: ScoreKeeper): NonNullable<Described["standing"]> | null {
  const checks = document.submissions.map((_, index) => {
    const { check, checkCurrent } = scores.of(scoreLane(document, index));
    return checkCurrent ? check : null;
  });
  const known = checks.filter((check) => check !== null);
  if (known.length === 0 || known.length < checks.length) return null;
  const kind = WORST_FIRST.find((each) => known.some((check) => check.standing === each));
  const worst = known.find((check) => check.standing === kind);
  if (kind === undefined || worst === undefined) return null;
  const edits = kind === "edit" ? known.reduce((sum, check) => sum + (check.counts["edit"] ?? 0), 0) : 0;
  return { kind, words: worst.standing_words, edits };
}

/** A desk on which a secret form lies says so itself in `ui.secret`. */
export const DESK_KIND: DocumentKind<DeskDocument> = {
  isSecret: (document) => document.ui["secret"] === true,
  newId: (document) => ({ ...document, id: newId() }),
  pack: (document) => document,
  unpack: (kept) => kept as DeskDocument,
  describe: (document) => ({ title: document.title || "复核", projects: 0 }),
};
