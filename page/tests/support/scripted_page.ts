// The page driven by a script: random edits and undo on a document, as a person would make them, and
// what the page shows of it in the end.

import { begin } from "../../src/begin";
import { inSubmission } from "../../src/document/cells";
import { moveRowCommand, rowsCommand, setCommand } from "../../src/document/commands";
import type { Command, DraftSubmission, Json, PageDocument } from "../../src/document/document";
import { newDocument } from "../../src/document/new_document";
import { scoreLane } from "../../src/engine/scores";
import type { CheckAnswer, PageProblem, ScoreAnswer } from "../../src/messages";
import { bridgeEngine } from "./bridge";

const page = begin(bridgeEngine());

/** What a sequence of edits came to. */
export interface Played {
  readonly submission: DraftSubmission;
  readonly score: ScoreAnswer | null;
  readonly check: CheckAnswer | null;
  readonly problems: readonly PageProblem[];
  readonly edits: readonly string[];
}

declare global {
  interface Window {
    /** Play so many random steps; `clean`: no cell of a number is given another text. */
    play(seed: number, submission: DraftSubmission, steps: number, clean: boolean): Promise<Played>;
  }
}

/** Numbers from 0 to 1, the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const TARGETS = ["≥78家", "=100%", "≤24小时", "7月底", "有效保障", "≥95%", "12次", "不超过603.8万元", "≥1台", "6台/3套"];
const ACTUALS = [
  "69家", "100%", "97.9%", "24小时", "9月底", "有效保障", "基本保障", "12次", "每月1次", "未开展", "0", "无", "596.74万元",
  "约1493个", "", "不大于24小时", "5台/3套", "=cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>", "１２３", "1,234",
];
const REASONS = ["", "涉及部分单位机构改革，因此数量有所减少", "疫情影响", "按批复调整，指标值调整为69家", "<b>原因</b>", "@SUM(A1)"];
const NUMBERS = ["0", "2.5", "5", "10", "12.5", "30", "", "7.77", "100"];
const MONEY = ["0", "603.8", "597.99", "100", "", "18163292.00"];
const NO_NUMBERS = ["-1", "十", "1e3", "abc", "-5"];
function edit(now: PageDocument, roll: () => number, clean: boolean): readonly [Command, string] | null {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  const rows = now.submissions[0]?.indicators ?? [];
  const funds = now.submissions[0]?.funds ?? [];
  const row = Math.floor(roll() * rows.length);
  const [numbers, money] = [NUMBERS, MONEY].map((list) => (clean ? list : [...list, ...NO_NUMBERS])) as [string[], string[]];
  const cell = (field: string, to: Json): readonly [Command, string] => {
    const path = inSubmission(0, field);
    return [setCommand(now, path, to), `${field} = ${JSON.stringify(to)}`];
  };
  const what = roll();
  if (what < 0.1 || rows.length === 0) {
    const like = rows[row] ?? {};
    const level1 = "level1" in like ? (like.level1 ?? "产出") : "产出";
    const level2 = "level2" in like ? (like.level2 ?? "数量") : "数量";
    const insert = { level1, level2, name: `新指标${Math.floor(roll() * 100)}`, target: pick(TARGETS), points: pick(numbers) };
    return [rowsCommand(now, inSubmission(0, "indicators"), row, 0, [insert]), `insert ${row}`];
  }
  if (what < 0.18) return [rowsCommand(now, inSubmission(0, "indicators"), row, 1, []), `delete ${row}`];
  if (what < 0.24) {
    const to = Math.floor(roll() * rows.length);
    return [moveRowCommand(now, inSubmission(0, "indicators"), row, to), `move ${row} ${to}`];
  }
  if (what < 0.3 && funds.length > 0) {
    return cell(`funds/${Math.floor(roll() * funds.length)}/${pick(["initial", "budget", "executed", "claimed"])}`, pick(money));
  }
  const place = `indicators/${row}/`;
  if (what < 0.55) return cell(`${place}actual`, pick(ACTUALS));
  if (what < 0.7) return cell(`${place}claimed`, pick(numbers));
  if (what < 0.8) return cell(`${place}points`, pick(numbers));
  if (what < 0.9) return cell(`${place}target`, pick(TARGETS));
  return cell(`${place}reason`, pick(REASONS));
}

window.play = async (seed, submission, steps, clean) => {
  const roll = dice(seed);
  const open = page.report.open(newDocument([submission]));
  const lane = scoreLane(open.document, 0);
  const states = [JSON.stringify(open.document)];
  const edits: string[] = [];
  let at = 0;
  const check = (): void => {
    if (JSON.stringify(open.document) !== states[at]) throw new Error(`seed ${seed}: after ${edits.join("; ")}`);
    if ((open.canUndo !== null) !== at > 0) throw new Error(`seed ${seed}: undo is offered wrongly after ${edits.join("; ")}`);
  };
  for (let step = 0; step < steps; step += 1) {
    const what = roll();
    if (what < 0.2 && at > 0) {
      open.undo();
      at -= 1;
      edits.push("undo");
    } else if (what < 0.28 && at < states.length - 1) {
      open.redo();
      at += 1;
      edits.push("redo");
    } else {
      const made = edit(open.document, roll, clean);
      if (made === null) continue;
      const before = open.revision;
      open.run(made[0], made[1]);
      edits.push(made[1]);
      if (open.revision === before) continue; // it changed nothing, and is nothing to undo
      at += 1;
      states.splice(at, states.length, JSON.stringify(open.document));
    }
    check();
    page.scores.want(lane, open.document.submissions[0] as DraftSubmission, open.revision);
    if (roll() < 0.3) await new Promise((resolve) => setTimeout(resolve, Math.floor(roll() * 20)));
  }
  const final = open.document.submissions[0] as DraftSubmission;
  page.scores.want(lane, final, open.revision);
  let score: ScoreAnswer | null = null;
  for (;;) {
    const { score: shown, check: made, current, checkCurrent, problems } = page.scores.of(lane);
    if (current) score = shown;
    const settled = current && checkCurrent;
    if (settled || problems.length > 0) {
      while (open.canUndo !== null) open.undo();
      if (JSON.stringify(open.document) !== states[0]) throw new Error(`seed ${seed}: undo does not reach the opening`);
      return { submission: final, score, check: made, problems, edits };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
