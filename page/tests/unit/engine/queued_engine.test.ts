// Questions to the engine: one after the other, of a lane only the newest; what is given up is unheard.

import assert from "node:assert/strict";
import { test } from "node:test";

import { EngineRefusal, type EngineState, Superseded } from "../../../src/engine/client";
import { packFrame, unpackFrame } from "../../../src/engine/frames";
import { type Frame, QueuedEngine, type Transport } from "../../../src/engine/queued_engine";

class ByHand implements Transport {
  readonly sent: { id: number; rev: number }[] = [];
  lives = 0;
  report: (state: EngineState) => void = () => undefined;
  private answered: (frame: Frame) => void = () => undefined;

  start(report: (state: EngineState) => void): void {
    this.lives += 1;
    this.report = report;
  }

  send(message: Frame): Promise<Frame> {
    this.sent.push(JSON.parse(message.text));
    return new Promise((resolve) => (this.answered = resolve));
  }

  end(): void {}

  async answer(more: object = { ok: true, body: {} }): Promise<void> {
    const { id, rev } = this.sent.at(-1) ?? { id: 0, rev: 0 };
    this.answered({ text: JSON.stringify({ id, rev, problems: [], body: null, ...more }), files: [] });
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const READY: EngineState = { kind: "ready" };

test("questions wait until the engine is there, and are asked one after the other", async () => {
  const way = new ByHand();
  const engine = new QueuedEngine(way);
  const both = [engine.ask("hello", {}, { rev: 1 }), engine.ask("hello", {}, { rev: 2 })];
  assert.deepEqual(way.sent, []);
  way.report(READY);
  assert.deepEqual(way.sent.map(({ rev }) => rev), [1]);
  await way.answer();
  assert.deepEqual(way.sent.map(({ rev }) => rev), [1, 2]);
  await way.answer();
  await Promise.all(both);
});

test("of what waits in a lane only the newest is asked", async () => {
  const way = new ByHand();
  const engine = new QueuedEngine(way);
  way.report(READY);
  const asked = [1, 2, 3].map((rev) => engine.ask("hello", {}, { rev, lane: "score" }));
  const other = engine.ask("hello", {}, { rev: 4, lane: "check" });
  await assert.rejects(asked[1] as Promise<unknown>, Superseded);
  await way.answer();
  await way.answer();
  await way.answer();
  await Promise.all([asked[0], asked[2], other]);
  assert.deepEqual(way.sent.map(({ rev }) => rev), [1, 3, 4]);
});

test("a refusal bears what is wrong", async () => {
  const way = new ByHand();
  const engine = new QueuedEngine(way);
  way.report(READY);
  const asked = engine.ask("hello", {});
  void way.answer({ ok: false, problems: [{ where: "第3行", what: "看不懂", todo: "", code: "x" }] });
  await assert.rejects(asked, (error) => error instanceof EngineRefusal && error.problems[0]?.where === "第3行");
});

test("what a person gives up is unheard, and the next is asked when it has run out", async () => {
  const way = new ByHand();
  const engine = new QueuedEngine(way);
  way.report(READY);
  const stop = new AbortController();
  const given = engine.ask("hello", {}, { rev: 1, signal: stop.signal });
  const next = engine.ask("hello", {}, { rev: 2 });
  stop.abort();
  await assert.rejects(given, Superseded);
  await way.answer();
  await way.answer();
  await next;
  await assert.rejects(engine.ask("hello", {}, { signal: stop.signal }), Superseded);
});

test("an engine that begins anew answers nothing of its earlier life", async () => {
  const way = new ByHand();
  const engine = new QueuedEngine(way);
  way.report(READY);
  const old = engine.ask("hello", {}, { rev: 1 });
  const states: string[] = [];
  engine.watch((state) => states.push(state.kind));
  const late = way.report;
  engine.restart();
  await assert.rejects(old, Superseded);
  late({ kind: "failed", detail: "late" });
  way.report({ kind: "loading", step: 1, of: 3, text: "" });
  const asked = engine.ask("hello", {}, { rev: 2 });
  way.report(READY);
  await way.answer();
  await asked;
  assert.deepEqual([way.lives, states], [2, ["ready", "loading", "ready"]]);
});

test("a message crosses as bytes, whole or not at all", () => {
  const frame = { text: '{"名":"表"}', files: [Uint8Array.of(1, 2), new Uint8Array(0)] };
  const bytes = packFrame(frame);
  assert.deepEqual(unpackFrame(bytes), frame);
  for (let cut = 0; cut < bytes.length; cut += 1) assert.equal(unpackFrame(bytes.slice(0, cut)), null);
  assert.equal(unpackFrame(Uint8Array.of(...bytes, 0)), null);
});
