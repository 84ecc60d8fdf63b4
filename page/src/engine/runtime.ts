// The Python runtime as one classic script: the worker imports it from a blob, where modules cannot be.
// Built into dist/runtime.js; the runtime's own files are bundled as they are.

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";

type Options = NonNullable<Parameters<typeof loadPyodide>[0]>;
export type Python = Awaited<ReturnType<typeof loadPyodide>>;
export type StartPython = (options: Options) => Promise<Python>;

/** Start Python; it knows of no packages that it could load. */
const startPython: StartPython = (options) =>
  loadPyodide({ ...options, createPyodideModule, lockFileContents: JSON.stringify({ info, packages: {} }) });

Object.assign(globalThis, { startPython });
