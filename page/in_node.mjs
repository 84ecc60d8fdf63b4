// The engine of a built page under node, for tests: the layers of the file, in the same Python.
//   node in_node.mjs PAGE.html SCRIPT.py <given >printed
// The script finds what stands on standard input as `given`; what it binds to `made` is printed as JSON.
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { loadPyodide } from "pyodide";

const UNPACK = "import _zstd; from pyodide.ffi import to_js; lambda packed: to_js(_zstd.ZstdDecompressor().decompress(packed.to_bytes()))";

/** Return Python with the modules of a page, as the page's worker starts it. */
export async function startedFrom(file) {
  const page = readFileSync(file, "utf-8");
  const layer = (name) => {
    const text = new RegExp(`<script type="text/plain" id="layer-${name}">([^<]*)`).exec(page)?.[1];
    return new Uint8Array(Buffer.from(text, "base64"));
  };
  const folder = mkdtempSync(join(tmpdir(), "ziping-page-"));
  const nothing = join(folder, "nothing.zip");
  writeFileSync(nothing, Buffer.from([0x50, 0x4b, 5, 6, ...Array(18).fill(0)]));
  const python = await loadPyodide({
    stdLibURL: nothing,
    env: { HOME: "/home/page", PYTHONPATH: "/lib/python3.14" },
    fsInit: async (FS) => lay(FS, new Uint8Array(gunzipSync(layer("runtime")))),
  });
  rmSync(folder, { recursive: true });
  const unpack = python.runPython(UNPACK);
  for (const name of ["packages", "program"]) lay(python.FS, unpack(layer(name)));
  python.runPython("import importlib; importlib.invalidate_caches()");
  return python;
}

function lay(FS, plain) {
  let at = plain.indexOf(10) + 1;
  for (const [path, size] of JSON.parse(new TextDecoder().decode(plain.subarray(0, at)))) {
    const content = plain.subarray(at, (at += size));
    if (!path.startsWith("lib/")) continue;
    FS.mkdirTree(`/${path.slice(0, path.lastIndexOf("/"))}`);
    FS.writeFile(`/${path}`, content);
  }
}

if (process.argv[1] === import.meta.filename) {
  const [file, script] = process.argv.slice(2);
  const python = await startedFrom(file);
  const given = [];
  for await (const part of process.stdin) given.push(part);
  python.globals.set("given", Buffer.concat(given).toString("utf-8"));
  try {
    python.runPython(readFileSync(script, "utf-8"));
    process.stdout.write(python.runPython("import json; json.dumps(made)"));
  } catch (error) {
    // Node would print the line of the fault, and the runtime has lines of a megabyte.
    console.error(error.message ?? error);
    process.exitCode = 1;
  }
}
