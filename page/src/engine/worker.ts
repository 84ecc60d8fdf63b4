// The engine in a worker: unpacks the layers, starts Python, answers one question after the other.
// Only strings and bytes cross the borders, to the page and to Python.

import type { Bytes } from "./client";
import { decoded, filesOf, unzipped, type LayerFiles, type Layers } from "./layers";
import type { Python, StartPython } from "./runtime";
import type { FromWorker, ToWorker } from "./worker_messages";

/** What Python gives back: the answer's JSON, and the bytes of its files. */
type Answer = (message: string, files: readonly Bytes[]) => [string, Bytes[]];

/** Where the runtime believes its files to be; nothing is fetched from there or anywhere. */
const INSIDE = "inside:/";
/** A zip file of nothing: the standard library lies in the layers. */
const NO_MODULES = new Uint8Array([0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0)]);

const BEGIN = `
import _zstd
from pyodide.ffi import to_js

def unpack(packed):
    return to_js(_zstd.ZstdDecompressor().decompress(packed.to_bytes()))
`;

const ENGINE = `
import importlib
importlib.invalidate_caches()

from pyodide.ffi import to_js
from scoring.page.engine import PageEngine

engine = PageEngine(report)

def answer(message, files):
    text, made = engine.answer(message, [given.to_bytes() for given in files])
    return to_js([text, list(made)])

answer
`;

const tell = (message: FromWorker, moved: Transferable[] = []) => self.postMessage(message, { transfer: moved });
const step = (number: number) => tell({ kind: "step", step: number });

/** Let the runtime find its files in a table, and nothing else. */
function answerFetches(files: LayerFiles): void {
  self.fetch = (wanted) => {
    const name = String(wanted instanceof Request ? wanted.url : wanted).replace(INSIDE, "");
    const file = name === "python_stdlib.zip" ? NO_MODULES : files.get(name);
    if (file === undefined) return Promise.reject(new TypeError(`not in the page: ${String(wanted)}`));
    return Promise.resolve(new Response(file, { headers: { "content-type": "application/wasm" } }));
  };
}

/** Take the runtime's script, and make this look like the kind of worker that it starts in. */
function startOf(script: Bytes): StartPython {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  (self as unknown as { importScripts(address: string): void }).importScripts(address);
  URL.revokeObjectURL(address);
  Object.assign(self, { importScripts: undefined });
  return (self as unknown as { startPython: StartPython }).startPython;
}

function lay(python: { FS: Python["FS"] }, files: LayerFiles): void {
  const made = new Set<string>();
  for (const [path, content] of files) {
    if (!path.startsWith("lib/")) continue;
    const folder = `/${path.slice(0, path.lastIndexOf("/"))}`;
    if (!made.has(folder)) python.FS.mkdirTree(folder);
    made.add(folder);
    python.FS.writeFile(`/${path}`, content, { canOwn: true });
  }
}

async function begin(layers: Layers): Promise<Answer> {
  step(1);
  const runtime = filesOf(await unzipped(decoded(layers.runtime)));
  const startPython = startOf(runtime.get("runtime.js") as Bytes);
  answerFetches(runtime);
  step(2);
  const starting = startPython({
    indexURL: INSIDE,
    fsInit: (FS) => Promise.resolve(lay({ FS }, runtime)),
    env: { HOME: "/home/page", PYTHONPATH: "/lib/python3.14" },
    stdout: () => {},
    stderr: (line) => void said.push(line),
  });
  const packed = [decoded(layers.packages), decoded(layers.program)];
  const python = await starting;
  step(3);
  python.runPython(BEGIN);
  const unpack = python.globals.get("unpack") as (packed: Bytes) => Bytes;
  for (const layer of packed) lay(python, filesOf(unpack(layer)));
  python.globals.set("report", (progress: string) => tell({ kind: "progress", text: progress }));
  return python.runPython(ENGINE) as Answer;
}

/** What Python said of faults of its own. */
const said: string[] = [];

/** Return what went wrong, for the maintainer. */
function detailOf(error: unknown): string {
  const thrown = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : JSON.stringify(error);
  return [thrown, ...said.splice(0)].join("\n");
}

let answer: Answer | undefined;

async function take(message: ToWorker): Promise<void> {
  if (message.kind === "begin") {
    try {
      answer = await begin(message.layers);
      tell({ kind: "ready" });
    } catch (error) {
      tell({ kind: "failed", detail: detailOf(error) });
    }
    return;
  }
  try {
    const [text, files] = (answer as Answer)(message.text, message.files);
    tell({ kind: "answer", text, files }, files.map((file) => file.buffer));
  } catch (error) {
    const dead = !(error instanceof Error && error.name === "PythonError");
    tell({ kind: "broken", detail: detailOf(error), dead });
  }
}

self.onmessage = (event: MessageEvent<ToWorker>) => void take(event.data);
