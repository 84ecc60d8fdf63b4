// Random edits and undo on the page come to what the command says of the same data: equal scores of every
// row, equal totals, equal findings. Undo leads back to the opening of the file, state by state.
// A sample of the hundred sequences; all of them: `SEQUENCES=100 node --test tests/browser/random_edits.test.mjs`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { native, openPage, ROOT } from "../harness.mjs";

const SEQUENCES = Number(process.env.SEQUENCES ?? 12);
const STEPS = 40;
const TO_JSON = `
import json, pathlib, sys, yaml
class Texts(yaml.SafeLoader): pass
Texts.yaml_implicit_resolvers = {
    k: [(t, r) for t, r in v if t not in ("tag:yaml.org,2002:float", "tag:yaml.org,2002:timestamp")]
    for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
files = sorted(pathlib.Path("examples").glob("*.yaml"))
json.dump([yaml.load(f.read_text("utf-8"), Texts) for f in files], sys.stdout)
`;
/** What `ziping check` prints of each file, by one process. */
const CHECKS = `
import contextlib, io, json, sys
from scoring.cli.main import main
printed = {}
for file in sys.argv[1:]:
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(io.StringIO()):
        main(["check", file])
    printed[file] = text.getvalue()
json.dump(printed, sys.stdout)
`;
/** Texts that are no score, weight or amount: the page says so, and the cell counts as not given. */
const NO_NUMBERS = ["-1", "-5", "十", "1e3", "abc"];

function python(...given) {
  const ran = spawnSync(process.env.ZIPING_PYTHON ?? "python3", ["-X", "utf8", ...given], {
    cwd: ROOT, env: { ...process.env, PYTHONPATH: ROOT }, encoding: "utf-8", maxBuffer: 1 << 28,
  });
  assert.notEqual(ran.status, null, ran.error);
  return ran;
}

/** The same submission as a person would hand it to the command: without what is no number. */
function handedIn(submission, faults, about) {
  const given = structuredClone(submission);
  for (const { at, text } of faults) {
    assert.ok(NO_NUMBERS.includes(text), `${at} holds ${text}, and is said to be no number: ${about}`);
    const keys = at.split("/");
    const last = keys.pop();
    const within = keys.reduce((part, key) => part[key], given);
    assert.equal(within[last], text, about);
    within[last] = null;
  }
  return given;
}

/** What is compared of a scorecard of the command. */
function ofCommand(card) {
  const rows = card.indicators.map((row) => [row.id, row.status, row.score, row.low, row.high, row.claimed, row.own?.score ?? null, row.own?.status ?? "blank"]);
  return {
    rows: rows.sort(),
    execution: card.execution === null ? null : [card.execution.status, card.execution.score, card.execution.low, card.execution.high],
    rule: [card.total, card.low, card.high, card.grade ?? ""],
    own: card.own === null || card.own === undefined ? null : [card.own.total, card.own.low, card.own.high, card.own.grade ?? ""],
    points: [card.points, card.row_points],
    grades: card.grades_possible,
  };
}

/** The same of an answer on the page. */
function ofPage(answer) {
  const rows = answer.rows.filter(({ at }) => at !== "execution").map((row) => [row.id, row.status, row.rule, row.low, row.high, row.claimed, row.own, row.own_status]);
  const execution = answer.rows.find(({ at }) => at === "execution");
  return {
    rows: rows.sort(),
    execution: execution === undefined ? null : [execution.status, execution.rule, execution.low, execution.high],
    rule: [answer.rule.total, answer.rule.low, answer.rule.high, answer.rule.grade],
    own: [answer.own.total, answer.own.low, answer.own.high, answer.own.grade],
    points: [answer.points, answer.row_points],
    grades: answer.grades_possible,
  };
}

/** The items that the command lists: what is said of each, in order. */
function listed(printed) {
  const lines = printed.split("\n");
  const start = lines.findIndex((line) => line.startsWith("  交表前逐条看"));
  const found = [];
  for (const line of start < 0 ? [] : lines.slice(start + 1)) {
    if (/^ {2}\S/.test(line)) break;
    if (/^ {4}\d+\. /.test(line)) found.push([line]);
    else found.at(-1)?.push(line.trim());
  }
  return found;
}

/** Whether an item of the page is the one that the command lists. */
function same(item, [head, ...texts]) {
  return head.includes(`：${item.title}`) && (item.text === "" || texts.includes(item.text));
}

test(`${SEQUENCES} random sequences of edits and undo`, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "ziping-edits-"));
  t.after(() => rm(folder, { recursive: true }));
  const [given, out] = ["given", "out"].map((name) => join(folder, name));
  await mkdir(given);
  const examples = JSON.parse(python("-c", TO_JSON).stdout);
  const screen = await openPage(t, { entry: "tests/support/scripted_page.ts", engine: native() });
  const played = [];
  for (let seed = 1; seed <= SEQUENCES; seed += 1) {
    const example = examples[seed % examples.length];
    const one = await screen.page.evaluate(([n, from, steps]) => window.play(n, from, steps, n % 3 !== 0), [seed, example, STEPS]);
    played.push(one);
    await writeFile(join(given, `s${seed}.json`), JSON.stringify(handedIn(one.submission, one.score?.typed ?? [], one.edits.join("; "))));
  }
  const ran = python("-m", "scoring", "score", given, "--format", "json", "-o", out);
  const written = new Set(await readdir(out).catch(() => []));
  const files = played.map((_, index) => join(given, `s${index + 1}.json`));
  const checks = JSON.parse(python("-c", CHECKS, ...files).stdout);
  let compared = 0;
  for (const [index, { score, check, problems, edits }] of played.entries()) {
    const name = `s${index + 1}-评分结果.json`;
    const about = `seed ${index + 1}: ${edits.join("; ")}\n${ran.stderr}`;
    assert.equal(score !== null, written.has(name), `${about}\n${JSON.stringify(problems)}`);
    if (score === null) continue;
    const shown = ofPage(score);
    const said = ofCommand(JSON.parse(await readFile(join(out, name), "utf-8")));
    // A cell of the own score that holds no number is not blank: the rule's score is not put in its place.
    if (score.typed.some(({ at }) => at.endsWith("/claimed"))) {
      assert.equal(shown.own[0], null, about);
      for (const one of [shown, said]) {
        one.own = null;
        for (const row of one.rows) row.splice(6);
      }
    }
    assert.deepEqual(shown, said, about);
    compared += 1;
    if (score.typed.length > 0) continue;
    // What is still lacking (还缺) the command words within the advice of a row, and lists where there is none.
    const items = check.items.filter(({ group, code }) => group !== "targets" && !code.startsWith("lack."));
    const lines = listed(checks[files[index]]).filter(([head]) => !/^ +\d+\. 还缺 /.test(head));
    const unsaid = items.filter((item) => !lines.some((line) => same(item, line)));
    assert.deepEqual(unsaid.map(({ at, title, text }) => [at, title, text]), [], `${about}\n${checks[files[index]]}`);
    const unshown = lines.filter((line) => !items.some((item) => same(item, line)));
    assert.deepEqual(unshown, [], about);
  }
  assert.ok(compared >= SEQUENCES / 2, `${compared} of ${SEQUENCES} could be compared`);
});
