// The page in a real browser, for tests: Chromium of the system, opened from a `file:` address, without
// network. A test of a screen in ten lines:
//
//   import assert from "node:assert/strict";
//   import { test } from "node:test";
//   import { fake, openPage } from "../harness.mjs";
//
//   test("a file that is dropped is named", async (t) => {
//     const screen = await openPage(t, { engine: fake({ read: { kind: "form", forms: [] } }) });
//     await screen.drop("#drop", ["tests/corpus/seeds/004/1.xls"]);   // paths count from the repository
//     await screen.page.getByText("1.xls").waitFor();
//     await screen.axe();                                             // no finding
//     await screen.picture("start-dropped");                          // as tests/pictures/start-dropped-1366.png
//   });
//
// Run: `npm run browser` in page/, or one file: `node --test tests/browser/start.test.mjs`.
//
// `screen.page` is playwright's page. Whatever a page asks of any network, says as an error on the
// console, throws, or opens as a dialog fails its test when it ends; `allow: ["dialog"]` (or "error",
// or a regular expression that fits the sentence) lets one pass that the test is about.
//
// openPage(t, options)
//   engine   fake({op: body | (body, files, message) => body | {body, files} | {problems}}): recorded answers;
//            an operation that is not there fails the test. `fake(answers, {state})` begins in a state
//            (`{kind: "loading", …}`), and `screen.engineState(state)` goes on to another.
//            native(): the engine in Python behind a pipe, with real answers. Python is $ZIPING_PYTHON,
//            else `python3`; it takes the sources of this repository.
//            oneFile(path): the file of `ziping page` with the engine inside. Nothing is bridged.
//            at(address): a page that `ziping serve` serves; requests to that origin alone are allowed.
//   entry    the module that is bundled and shown (default tests/support/whole_page.ts). One room alone:
//            a module of your own that renders it into #page with `bridgeEngine()`.
//   size     "laptop" 1366x768, "zoomed" 1093x614 (125 %), "large" 1920x1080, or {width, height, scale}.
//   day      what the page takes for now (default 2026-03-18 18:32 in China); null: the real clock.
//
// The screen has: drop, paste, copied, compose (IME), downloaded, printed, picture, axe, kill, reopen,
// asked (what the engine was asked), engineState. Each says below what it does.
//
// Pictures are kept at half size in tests/pictures/, one for each size; compared with a tolerance. They
// are made with Noto Sans CJK SC and Noto Serif CJK SC (Debian: fonts-noto-cjk), as on the machines that
// test the project. Renew them after LOOKING at the new ones: `RENEW=1 npm run browser`. Every run
// leaves what it saw, in full size, in dist/pictures/.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after } from "node:test";

import { build } from "esbuild";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGE = dirname(HERE);
/** The repository. */
export const ROOT = dirname(PAGE);
const PICTURES = join(HERE, "pictures");
const SEEN = join(PAGE, "dist", "pictures");
/** So often a picture is taken before it is called different. */
const LOOKS = 4;

export const SIZES = {
  laptop: { width: 1366, height: 768, scale: 1 },
  zoomed: { width: 1093, height: 614, scale: 1.25 },
  large: { width: 1920, height: 1080, scale: 1 },
};

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
  "--lang=zh-CN",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--proxy-server=127.0.0.1:9",
];

let started = null;

function program() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (found === undefined) throw new Error("not on this machine: Chromium (chromium)");
  return found;
}

/** Chromium, started once for the tests of a file. */
async function browser() {
  started ??= chromium.launch({ executablePath: program(), headless: true, args: FLAGS });
  return started;
}

after(async () => {
  await (await started)?.close();
  await rm(await scratch, { recursive: true, force: true });
});

const scratch = mkdtemp(join(tmpdir(), "ziping-page-"));

// --- engines ---------------------------------------------------------------------------------------

/** Recorded answers by operation. */
export function fake(answers, { state = { kind: "ready" } } = {}) {
  return {
    state,
    async open() {
      return {
        async send(message) {
          const { id, rev, op, body } = JSON.parse(message.text);
          if (!(op in answers)) throw new Error(`the test has no answer for ${op}`);
          let made = answers[op];
          if (typeof made === "function") made = await made(body, message.files, { id, rev, op });
          if (made?.problems !== undefined && made.kind === undefined && made.body === undefined) {
            return { text: JSON.stringify({ id, rev, ok: false, problems: made.problems, body: null }), files: [] };
          }
          const whole = made?.body !== undefined ? made : { body: made };
          const answer = { id, rev, ok: true, problems: whole.problems ?? [], body: whole.body };
          return { text: JSON.stringify(answer), files: whole.files ?? [] };
        },
        close() {},
      };
    },
  };
}

/** The engine in Python, behind a pipe. */
export function native() {
  return {
    state: { kind: "ready" },
    async open(onProgress) {
      const child = spawn(process.env.ZIPING_PYTHON ?? "python3", ["-X", "utf8", "-m", "scoring.page.pipe"], {
        cwd: ROOT,
        env: { ...process.env, PYTHONPATH: ROOT },
        stdio: ["pipe", "pipe", "inherit"],
      });
      let come = Buffer.alloc(0);
      let wanted = null;
      const ended = new Promise((_, reject) => {
        child.on("error", reject);
        child.on("exit", (status) => reject(new Error(`the engine in Python ended (${status})`)));
      });
      ended.catch(() => {});
      child.stdin.on("error", () => {});
      child.stdout.on("data", (bytes) => {
        come = Buffer.concat([come, bytes]);
        // A head of length and last-or-not stands before each frame (scoring/page/pipe.py).
        while (come.length >= 5 && come.length >= 5 + come.readUInt32BE(0)) {
          const isAnswer = come[4] === 1;
          const end = 5 + come.readUInt32BE(0);
          const frame = unpack(come.subarray(5, end));
          come = come.subarray(end);
          if (isAnswer) wanted?.(frame);
          else onProgress(JSON.parse(frame.text).progress);
        }
      });
      return {
        send(message) {
          const answer = new Promise((resolve) => (wanted = resolve));
          const frame = pack(message);
          child.stdin.write(Buffer.concat([length32(frame.length), Buffer.from([1]), frame]));
          return Promise.race([answer, ended]);
        },
        close() {
          child.removeAllListeners("exit");
          child.kill();
        },
      };
    },
  };
}

/** The one file, with the engine in WebAssembly inside. */
export function oneFile(path) {
  return { address: pathToFileURL(resolve(ROOT, path)).href };
}

/** A page that is served on the loopback. */
export function at(address) {
  return { address, origin: new URL(address).origin };
}

function length32(length) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

function pack({ text, files }) {
  const parts = [Buffer.from(text), ...files];
  return Buffer.concat([length32(parts.length), ...parts.flatMap((part) => [length32(part.length), part])]);
}

function unpack(frame) {
  const parts = [];
  for (let start = 4; start < frame.length; ) {
    const end = start + 4 + frame.readUInt32BE(start);
    parts.push(Buffer.from(frame.subarray(start + 4, end)));
    start = end;
  }
  const [text, ...files] = parts;
  return { text: text.toString("utf-8"), files };
}

// --- the page --------------------------------------------------------------------------------------

const bundles = new Map();

/** Bundle a module with the styles into one file as `ziping page` does, without an engine inside. */
async function bundled(entry) {
  if (!bundles.has(entry)) bundles.set(entry, made(entry));
  return bundles.get(entry);
}

async function made(entry) {
  const options = {
    bundle: true, write: false, format: "iife", target: "chrome109", charset: "utf8",
    legalComments: "none", jsx: "automatic", jsxImportSource: "preact", absWorkingDir: PAGE, logLevel: "error",
    loader: { ".svg": "dataurl" },
  };
  const [code, styles] = await Promise.all([
    build({ ...options, entryPoints: [resolve(PAGE, entry)] }),
    build({ ...options, entryPoints: [join(PAGE, "src/styles/page.css")] }),
  ]);
  const script = code.outputFiles[0].text.replaceAll("</script", "<\\/script");
  const digest = createHash("sha256").update(script).digest("base64");
  const policy =
    `default-src 'none'; script-src 'sha256-${digest}' blob: 'wasm-unsafe-eval'; worker-src blob:; ` +
    "style-src 'unsafe-inline'; img-src blob: data:; frame-src blob:; connect-src 'none'; form-action 'none'; base-uri 'none'";
  const name = join(await scratch, `${digest.replaceAll(/\W/g, "").slice(0, 16)}.html`);
  await writeFile(
    name,
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>绩效自评</title>` +
      `<meta http-equiv="Content-Security-Policy" content="${policy}"><style>${styles.outputFiles[0].text}</style></head>` +
      `<body><div id="page"></div><script>${script}</script></body></html>`,
  );
  return pathToFileURL(name).href;
}

/** Open the page for the test `t`; what it must not do is told when the test ends. */
export async function openPage(t, options = {}) {
  const { engine = fake({}), entry = "tests/support/whole_page.ts", size = "laptop", allow = [] } = options;
  const { day = "2026-03-18T18:32:00+08:00" } = options;
  const { width, height, scale = 1 } = typeof size === "string" ? SIZES[size] : size;
  const context = await (await browser()).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  const screen = new Screen(context, engine, size, width);
  t.after(async () => {
    await screen.close();
    const wrong = screen.wrong.filter(
      (line) => !allow.some((pass) => (pass instanceof RegExp ? pass.test(line) : line.startsWith(`${pass}:`))),
    );
    if (wrong.length > 0) throw new Error(`the page did what it must not:\n${wrong.join("\n")}`);
  });
  if (day !== null) await context.clock.setFixedTime(new Date(day));
  if (engine.address === undefined) await screen.bridge();
  screen.address = engine.address ?? (await bundled(entry));
  await screen.reopen();
  return screen;
}

class Screen {
  /** What the page did that no page may: requests, errors, dialogs. */
  wrong = [];
  /** What the engine was asked: {op, rev, body, files}. */
  asked = [];
  address = "";
  opened = new Set();

  constructor(context, engine, size, width) {
    this.context = context;
    this.engine = engine;
    this.sizeName = typeof size === "string" ? size : `${width}`;
    this.width = width;
  }

  async bridge() {
    let state = this.engine.state;
    this.behind = await this.engine.open((progress) =>
      this.page.evaluate((told) => window.bridgeProgress?.(told), progress).catch(() => {}),
    );
    await this.context.exposeFunction("bridgeState", () => state);
    await this.context.exposeFunction("bridgeSend", async ({ text, files }) => {
      const message = { text, files: files.map((file) => Buffer.from(file, "base64")) };
      const { op, rev, body } = JSON.parse(text);
      this.asked.push({ op, rev, body, files: message.files });
      try {
        const answer = await this.behind.send(message);
        return { text: answer.text, files: answer.files.map((file) => Buffer.from(file).toString("base64")) };
      } catch (error) {
        this.wrong.push(`engine: ${error.message}`);
        throw error;
      }
    });
    this.engineState = async (next) => {
      state = next;
      await this.page.evaluate((told) => window.bridgeReport?.(told), next);
    };
  }

  /** Open the page in a new tab of the same browser profile: its store is what it was. */
  async reopen() {
    this.page = await this.context.newPage();
    this.opened.add(this.page);
    this.watched(this.page);
    await this.page.goto(this.address);
    return this.page;
  }

  watched(page) {
    page.on("request", (request) => {
      const address = request.url();
      if (/^(file|blob|data|about):/.test(address)) return;
      if (this.engine.origin !== undefined && address.startsWith(`${this.engine.origin}/`)) return;
      this.wrong.push(`request: ${address}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.wrong.push(`error: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.wrong.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      this.wrong.push(`dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
  }

  /** Let the process of the tab die, as when the computer is switched off: nothing of the page runs any more. */
  async kill() {
    const protocol = await this.context.newCDPSession(this.page);
    const dead = new Promise((resolve) => this.page.once("crash", resolve));
    protocol.send("Page.crash").catch(() => {});
    await dead;
    await this.page.close();
  }

  async protocol() {
    return this.context.newCDPSession(this.page);
  }

  /** Drop files and folders (paths from the repository) on what a selector finds. */
  async drop(selector, paths) {
    const files = paths.map((path) => resolve(ROOT, path));
    for (const file of files) await stat(file);
    const box = await this.page.locator(selector).first().boundingBox();
    const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const data = { items: [], files, dragOperationsMask: 1 };
    const protocol = await this.protocol();
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await protocol.send("Input.dispatchDragEvent", { type, ...place, data });
    }
    await protocol.detach();
  }

  /** Paste into what has the focus: {text, html}. True where the page took it (and not the browser). */
  async paste({ text, html }) {
    return this.page.evaluate(
      ([plain, marked]) => {
        const data = new DataTransfer();
        if (plain !== undefined) data.setData("text/plain", plain);
        if (marked !== undefined) data.setData("text/html", marked);
        const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
        return !document.activeElement.dispatchEvent(event);
      },
      [text, html],
    );
  }

  /** Copy (or "cut") from what has the focus; what the page put on the clipboard. */
  async copied(type = "copy") {
    return this.page.evaluate((kind) => {
      const data = new DataTransfer();
      const event = new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
      return { text: data.getData("text/plain"), html: data.getData("text/html") };
    }, type);
  }

  /** Type with an input method: `steps` are what is being composed ("s", "sh", "深圳"), then it is committed. */
  async compose(steps, committed = steps.at(-1)) {
    const protocol = await this.protocol();
    for (const text of steps) {
      await protocol.send("Input.imeSetComposition", {
        text, selectionStart: text.length, selectionEnd: text.length,
      });
    }
    await protocol.send("Input.insertText", { text: committed });
    await protocol.detach();
  }

  /** What is downloaded when `act` is done: {name, bytes} each, `count` of them. */
  async downloaded(act, count = 1) {
    const come = [];
    const all = new Promise((done) => {
      this.page.on("download", (download) => {
        come.push(download);
        if (come.length === count) done();
      });
    });
    await act();
    await all;
    return Promise.all(
      come.map(async (download) => ({ name: download.suggestedFilename(), bytes: await readFile(await download.path()) })),
    );
  }

  /** The page as it is printed: the PDF's bytes, and how many pages it has. */
  async printed() {
    const bytes = await this.page.pdf({ preferCSSPageSize: true, printBackground: false });
    return { bytes, pages: bytes.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0 };
  }

  /** axe-core finds nothing against WCAG 2.2 AA (or only what is named in `except`). */
  async axe({ within = "body", except = [] } = {}) {
    const source = await readFile(join(PAGE, "node_modules/axe-core/axe.min.js"), "utf-8");
    await this.page.evaluate(source);
    const found = await this.page.evaluate(
      ([part, left]) =>
        window.axe
          .run(part, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])),
          })
          .then((result) =>
            result.violations.flatMap(({ id, help, nodes }) =>
              nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
            ),
          ),
      [within, except],
    );
    if (found.length > 0) throw new Error(`axe:\n${found.join("\n")}`);
  }

  /** The screen looks as the kept picture does; `part` is a selector of what is shown (default: all). */
  async picture(name, { part, tolerance = 0.004 } = {}) {
    const from = part === undefined ? this.page : this.page.locator(part).first();
    const called = `${name}-${this.sizeName === "laptop" ? 1366 : this.sizeName === "large" ? 1920 : this.width}`;
    const kept = join(PICTURES, `${called}.png`);
    const had = existsSync(kept) ? await readFile(kept) : null;
    await mkdir(SEEN, { recursive: true });
    let seen;
    // On a busy machine a screen may still be settling: what differs is looked at again.
    for (let look = 0; look < LOOKS; look += 1) {
      if (look > 0) await this.page.waitForTimeout(500);
      const bytes = await from.screenshot({ animations: "disabled", caret: "hide" });
      await writeFile(join(SEEN, `${called}.png`), bytes);
      seen = await compared(bytes, had);
      if (had === null || process.env.RENEW || seen.different <= tolerance) break;
    }
    const { half, different, marked } = seen;
    if (process.env.RENEW) return writeFile(kept, half);
    if (had === null) throw new Error(`no kept picture ${called}: look at page/dist/pictures/${called}.png, then RENEW=1`);
    if (different > tolerance) {
      await writeFile(join(SEEN, `${called}-different.png`), marked);
      const share = (100 * different).toFixed(2);
      throw new Error(`${called}: ${share} % of the picture differs: page/dist/pictures/${called}-different.png`);
    }
  }

  async close() {
    if (!this.page.isClosed()) await this.page.waitForTimeout(50).catch(() => {});
    for (const other of this.context.pages()) {
      if (!this.opened.has(other)) this.wrong.push(`popup: ${other.url()}`);
    }
    await this.context.close();
    this.behind?.close();
  }
}

/** Halve a picture, and count the places at which it differs from the kept one, in the browser itself. */
async function compared(seen, kept) {
  const context = await (await browser()).newContext();
  const page = await context.newPage();
  const result = await page.evaluate(
    async ([now, before]) => {
      const drawn = async (text, halved) => {
        const image = new Image();
        image.src = `data:image/png;base64,${text}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = halved ? Math.ceil(image.width / 2) : image.width;
        canvas.height = halved ? Math.ceil(image.height / 2) : image.height;
        const pen = canvas.getContext("2d", { willReadFrequently: true });
        pen.imageSmoothingQuality = "high";
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        return { canvas, pen, pixels: pen.getImageData(0, 0, canvas.width, canvas.height) };
      };
      const png = (canvas) => canvas.toDataURL("image/png").split(",")[1];
      const shown = await drawn(now, true);
      const half = png(shown.canvas);
      if (before === null) return { half, different: 1, marked: half };
      const old = await drawn(before, false);
      if (old.canvas.width !== shown.canvas.width || old.canvas.height !== shown.canvas.height) {
        return { half, different: 1, marked: half };
      }
      const [a, b] = [shown.pixels.data, old.pixels.data];
      let count = 0;
      for (let at = 0; at < a.length; at += 4) {
        const apart = Math.max(...[0, 1, 2].map((part) => Math.abs(a[at + part] - b[at + part])));
        if (apart > 48) {
          count += 1;
          [a[at], a[at + 1], a[at + 2]] = [255, 0, 255];
        }
      }
      shown.pen.putImageData(shown.pixels, 0, 0);
      return { half, different: count / (a.length / 4), marked: png(shown.canvas) };
    },
    [seen.toString("base64"), kept?.toString("base64") ?? null],
  );
  await context.close();
  return { ...result, half: Buffer.from(result.half, "base64"), marked: Buffer.from(result.marked, "base64") };
}
