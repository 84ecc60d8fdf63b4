// Pack a layer of the page by packaging/page/pack.py, in the Python that will load it.
//   node pack.mjs FROM TO gzip|zstd LEVEL    or    node pack.mjs --modules
// The second prints the modules that this Python has loaded before anything was asked of it.
import { readFileSync } from "node:fs";
import { dirname, basename, resolve } from "node:path";
import { loadPyodide } from "pyodide";

const python = await loadPyodide({ env: { PYTHONNODEBUGRANGES: "1" } });
const [source, target, how, level] = process.argv.slice(2);
if (source === "--modules") {
  console.log(
    python.runPython(
      "import json, sys; json.dumps(sorted(m.__spec__.origin.partition('.zip/')[2] for m in sys.modules.values()" +
        " if getattr(m, '__spec__', None) and '.zip/' in (m.__spec__.origin or '')))",
    ),
  );
} else {
  python.mountNodeFS("/from", resolve(source));
  python.mountNodeFS("/to", resolve(dirname(target)));
  const own = new URL("../packaging/page/pack.py", import.meta.url);
  python.FS.writeFile("/home/pyodide/pack.py", readFileSync(own));
  python.globals.set("given", python.toPy([basename(target), how, Number(level)]));
  python.runPython("import sys; sys.path.insert(0, '/home/pyodide'); from pathlib import Path; import pack");
  python.runPython("pack.pack(Path('/from'), Path('/to', given[0]), given[1], given[2])");
}
