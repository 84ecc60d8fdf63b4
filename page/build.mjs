// Bundle the page's code and styles into dist/: page.js, worker.js, page.css. Same sources, same bytes.
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
