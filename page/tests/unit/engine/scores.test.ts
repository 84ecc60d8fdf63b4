// Numbers beside a form are of that form, the newest wins, and nothing that is known is asked again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { setCommand } from "../../../src/document/commands";
import { newDocument } from "../../../src/document/new_document";
import { apply } from "../../../src/document/reducer";
import { EngineRefusal, Superseded } from "../../../src/engine/client";
import type { Engine, EngineState } from "../../../src/engine/client";
import { ScoreKeeper } from "../../../src/engine/scores";

interface Asked {
  readonly op: string;
  readonly name: string;
  answer(total: string): void;
  refuse(error: unknown): void;
}

/** An engine whose answers the test gives. */
function engine(state: EngineState = { kind: "ready" }) {
  const asked: Asked[] = [];
  const listeners: ((state: EngineState) => void)[] = [];
  const made = {
    state,
    asked,
    watch(listener: (state: EngineState) => void) {
      listeners.push(listener);
      listener(made.state);
      return () => undefined;
    },
    become(next: EngineState) {
      made.state = next;
      for (const listener of listeners) listener(next);
    },
    ask(op: string, body: unknown) {
      return new Promise((resolve, reject) => {
        const { submission } = body as { submission: { project: { name: string } } };
        asked.push({
          op,
          name: submission.project.name,
          answer: (total) => resolve({ body: { total }, files: [], problems: [] }),
          refuse: reject,
        });
      });
    },
    restart: () => undefined,
  };
  return made;
}

const settled = () => new Promise((done) => setTimeout(done, 5));
const quiet = () => new Promise((done) => setTimeout(done, 200));

function keeper(made: ReturnType<typeof engine>): ScoreKeeper {
  return new ScoreKeeper(made as unknown as Engine);
}

function total(scores: { readonly score: unknown }): string | undefined {
  return (scores.score as { total?: string } | null)?.total;
}

const one = { schema: "ziping/submission/1", set: "s", project: { name: "甲" }, indicators: [{ name: "一" }] } as const;
const begun = newDocument([one, { ...one, project: { name: "乙" }, indicators: [{ name: "一" }] }]);
const edited = apply(begun, setCommand(begun, "submissions/0/project/name", "甲改"));

test("an old answer never stands as the newest, and what was known is not asked again", async () => {
  const made = engine();
  const scores = keeper(made);
  scores.want("0", begun.submissions[0]!, 1);
  scores.want("0", edited.submissions[0]!, 2);
  made.asked[1]?.answer("2");
  await settled();
  assert.equal(total(scores.of("0")), "2");
  made.asked[0]?.answer("1");
  await settled();
  assert.equal(total(scores.of("0")), "2");
  assert.equal(scores.of("0").current, true);
  scores.want("0", begun.submissions[0]!, 3);
  assert.equal(total(scores.of("0")), "1", "taken back: the known answer, at once");
  assert.equal(made.asked.filter(({ op }) => op === "score").length, 2);
});

test("until the newest answer is there the older one is told as such", async () => {
  const made = engine();
  const scores = keeper(made);
  scores.want("0", begun.submissions[0]!, 1);
  made.asked[0]?.answer("1");
  await settled();
  scores.want("0", edited.submissions[0]!, 2);
  assert.deepEqual([total(scores.of("0")), scores.of("0").current], ["1", false]);
});

test("a project that moves up in the list never bears the numbers of the one before", async () => {
  const made = engine();
  const scores = keeper(made);
  scores.want("0", begun.submissions[0]!, 1);
  made.asked[0]?.answer("1");
  await settled();
  scores.want("0", begun.submissions[1]!, 2);
  assert.equal(scores.of("0").score, null);
});

test("the self-check is asked after a pause, once for many keystrokes", async () => {
  const made = engine();
  const scores = keeper(made);
  for (const [rev, name] of ["a", "b", "c"].entries()) {
    scores.want("0", apply(begun, setCommand(begun, "submissions/0/project/name", name)).submissions[0]!, rev);
    made.asked[rev]?.answer(name);
    await settled();
  }
  await quiet();
  assert.deepEqual(made.asked.filter(({ op }) => op === "check").map(({ name }) => name), ["c"]);
  made.asked[3]?.answer("c");
  await settled();
  assert.equal(scores.of("0").checkCurrent, true);
});

test("what was typed before the engine was there is asked when it is, and again after it was replaced", async () => {
  const made = engine({ kind: "loading", step: 1, of: 3, text: "" });
  const scores = keeper(made);
  scores.want("0", begun.submissions[0]!, 1);
  scores.wantLater("1", begun.submissions[1]!, 1);
  assert.equal(made.asked.length, 0);
  made.become({ kind: "ready" });
  assert.deepEqual(made.asked.map(({ name }) => name), ["甲", "乙"]);
  made.become({ kind: "loading", step: 1, of: 3, text: "" });
  for (const question of made.asked) question.refuse(new Superseded());
  await settled();
  made.become({ kind: "ready" });
  assert.deepEqual(made.asked.map(({ name }) => name), ["甲", "乙", "甲", "乙"]);
});

test("the form being typed waits for one of a list at most", async () => {
  const made = engine();
  const scores = keeper(made);
  const many = Array.from({ length: 5 }, (_, at) => ({ ...one, project: { name: `${at}` } }));
  many.forEach((submission, at) => scores.wantLater(`${at}`, submission, 1));
  assert.equal(made.asked.length, 1);
  scores.want("3", many[3]!, 1);
  assert.deepEqual(made.asked.map(({ name }) => name), ["0", "3"]);
});

test("what the engine refuses is said in the stead of old numbers", async () => {
  const made = engine();
  const scores = keeper(made);
  scores.want("0", begun.submissions[0]!, 1);
  made.asked[0]?.answer("1");
  await settled();
  scores.want("0", edited.submissions[0]!, 2);
  const problem = { where: "", what: "没有这个体系", todo: "", code: "" };
  made.asked[1]?.refuse(new EngineRefusal([problem]));
  await settled();
  assert.deepEqual([scores.of("0").score, scores.of("0").problems], [null, [problem]]);
});

test("a self-check that is refused leaves the score, and is not taken for one without findings", async () => {
  const made = engine();
  const scores = keeper(made);
  scores.want("0", begun.submissions[0]!, 1);
  made.asked[0]?.answer("1");
  await quiet();
  made.asked[1]?.refuse(new EngineRefusal([{ where: "", what: "核对不了", todo: "", code: "" }]));
  await settled();
  assert.equal(total(scores.of("0")), "1");
  assert.deepEqual([scores.of("0").check, scores.of("0").checkCurrent, scores.of("0").problems.length], [null, false, 1]);
});
