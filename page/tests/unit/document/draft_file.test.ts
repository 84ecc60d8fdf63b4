// A draft file opens as it was saved; one from anywhere is checked before it is believed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readDraft, writeDraft } from "../../../src/document/draft_file";
import { documentTitle, newDocument } from "../../../src/document/new_document";

const row = { level1: "产出", name: "白皮书", target: "78家", actual: "69家", points: "30", claimed: "三十", survey: { sent: 3 } };
const submission = {
  schema: "ziping/submission/1", set: "s", year: 2022, project: { name: "信息工程质量监督" }, unit: "某中心",
  indicators: [row], items: { a: { b: { met: true, evidence: [{ name: "文件" }] } } }, head: { signatures: { 负责人: "甲" } },
} as const;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function why(value: unknown): string {
  const read = readDraft(bytes(typeof value === "string" ? value : JSON.stringify(value)));
  return read.kind === "broken" ? read.why : read.kind;
}

test("what is saved opens the same, byte for byte", () => {
  const document = {
    ...newDocument([submission], [{ name: "导出.xls", base64: "AAAA" }]),
    ui: { kept: [{ submission: 0, at: "indicators/0", code: "c", saw: "1" }] },
  };
  const saved = writeDraft(document);
  const read = readDraft(saved);
  assert.equal(read.kind, "draft");
  assert.deepEqual(read.kind === "draft" && read.document, document);
  assert.deepEqual(read.kind === "draft" && writeDraft(read.document), saved);
});

test("a draft of a newer program is told apart from a broken one", () => {
  assert.equal(why({ schema: "ziping/draft/2", anything: [] }), "newer");
  assert.match(why({ schema: "ziping/drafts/1" }), /不是草稿文件/);
  assert.match(why("{\"schema\": \"ziping/draft/1\", \"sub"), /没有存完/);
  assert.match(why([]), /不是草稿文件/);
});

test("the place of what does not fit is named", () => {
  const document = newDocument([submission]);
  const spoiled = (change: object) => why({ ...document, submissions: [{ ...submission, ...change }] });
  assert.match(spoiled({ indicators: [row, { ...row, actual: { toString: "x" } }] }), /^submissions\/0\/indicators\/1\/actual：/);
  assert.match(spoiled({ indicators: { 0: row } }), /^submissions\/0\/indicators：/);
  assert.match(spoiled({ project: "甲" }), /^submissions\/0\/project：/);
  assert.match(spoiled({ secret: "是" }), /^submissions\/0\/secret：/);
  assert.match(spoiled({ schema: "ziping/submission/9" }), /申报格式/);
  assert.match(spoiled({ items: { a: [1] } }), /^submissions\/0\/items\/a：/);
  assert.match(why({ ...document, exports: [{ name: "x" }] }), /^exports\/0：/);
  assert.match(why({ ...document, ui: { kept: [{ submission: "0" }] } }), /^ui\/kept\/0/);
});

test("a hostile draft is refused, and changes nothing of the page", () => {
  const deep = `{"schema":"ziping/draft/1","submissions":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}`;
  assert.match(why(deep), /一层套一层/);
  const brackets = newDocument([{ ...submission, unit: "[".repeat(1000) + "\\\"{" }]);
  assert.equal(readDraft(writeDraft(brackets)).kind, "draft");
  const hidden = JSON.stringify(newDocument([submission])).replace('"unit"', '"__proto__":{"polluted":1},"unit"');
  assert.match(why(hidden), /__proto__/);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  assert.match(why({ ...newDocument([]), submissions: Array(5001).fill(submission) }), /超过5000/);
  const bad = readDraft(new Uint8Array([0xff, 0xfe, 0x00]));
  assert.equal(bad.kind, "broken");
});

test("an id that is none is made anew, so that no place of the store is chosen by a file", () => {
  const read = readDraft(bytes(JSON.stringify({ ...newDocument([submission]), id: "a\nb/../c" })));
  assert.ok(read.kind === "draft" && /^[0-9a-f]{24}$/.test(read.document.id));
});

test("a document of secret projects is listed by numbers", () => {
  const secret = { ...submission, secret: true };
  assert.equal(documentTitle(newDocument([secret])), "涉密-1 · 2022年度");
  assert.doesNotMatch(documentTitle(newDocument([secret, submission])), /某中心/);
});
