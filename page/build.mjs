// Bundle the page's code and styles into dist/: page.js, worker.js, runtime.js, page.css, and
// served.html, which serves page.js and page.css as they are. Same sources, same bytes.
import { copyFile } from "node:fs/promises";

import { build } from "esbuild";

const common = {
  bundle: true,
  format: "iife",
  target: "chrome109",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  outdir: "dist",
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: { page: "src/main.tsx" },
  jsx: "automatic",
  jsxImportSource: "preact",
});
await build({ ...common, entryPoints: { page: "src/styles/page.css" } });
await copyFile("src/served.html", "dist/served.html");
await build({ ...common, entryPoints: { worker: "src/engine/worker.ts" } });
// The Python runtime is not this page's code: it is bundled as it came, and only told where it is.
await build({
  ...common,
  minify: false,
  minifyWhitespace: true,
  entryPoints: { runtime: "src/engine/runtime.ts" },
  define: { "import.meta.url": '"inside:/pyodide.asm.mjs"' },
  external: ["node:*", "ws"],
});
