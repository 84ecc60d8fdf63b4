// The form as it is printed: the engine's page in a frame without scripts, paper beside it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { makeFiles } from "../finish/make_files";
import { useFiles } from "../finish/use_files";
import { Button, Key } from "../frame/button";
import { Shape, type ShapeName } from "../frame/shapes";
import { useDocument, useEngine, usePage } from "../hooks";
import { measure, printedPage, sheet, wholePages, type Measured } from "./printed_page";
import { PRINT, PRINTED } from "./words";

export interface PrintProps {
  readonly submission: number;
  /** Print at once: Ctrl+P was pressed on another screen. */
  readonly now?: boolean | undefined;
}

export function Print({ submission, now }: PrintProps) {
  const page = usePage();
  const files = useFiles();
  const [printed, setPrinted] = useState(0);
  const [landscape, setLandscape] = useState<boolean | null>(null);
  const [fits, setFits] = useState(true);
  const [signatures, setSignatures] = useState(true);
  const [zoom, setZoom] = useState(100);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const wish = useRef(now === true);
  const { html, waiting } = usePrinted(submission, printed);
  const lies = landscape ?? (html?.includes("size: A4 landscape") ?? false);
  const { width, height } = sheet(lies);
  const { desk, scale } = useScale(width, height);
  const pages = measured?.pages ?? 1;
  const print = () => frame.current?.contentWindow?.print();

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.key.toLowerCase() !== "p") return;
      event.preventDefault();
      print();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);

  const loaded = () => {
    const shown = frame.current?.contentDocument;
    if (shown == null || html === null) return;
    const wanted = fits ? wholePages(shown, lies) : 100;
    shown.body.style.zoom = `${wanted}%`;
    setZoom(wanted);
    setMeasured(measure(shown, lies));
    if (wish.current) {
      wish.current = false;
      page.routes.replace({ place: "report", screen: "print", submission });
      print();
    }
  };
  return (
    <div class="print">
      <h1 class="unseen">打印预览</h1>
      <div class="print-side">
        <fieldset class="box">
          <legend class="box-head">印什么</legend>
          {PRINTED.map((one, place) => (
            <label key={one.name} class="tick">
              <input type="radio" name="printed" checked={printed === place} onChange={() => setPrinted(place)} />
              {one.name}
              <small>{one.aside}</small>
            </label>
          ))}
        </fieldset>
        <fieldset class="box">
          <legend class="box-head">纸张</legend>
          <label class="tick">
            <input type="radio" name="paper" checked={!lies} onChange={() => setLandscape(false)} />
            A4 纵向
          </label>
          <label class="tick">
            <input type="radio" name="paper" checked={lies} onChange={() => setLandscape(true)} />
            A4 横向
          </label>
          <label class="tick">
            <input type="checkbox" checked={fits} onChange={(event) => setFits(event.currentTarget.checked)} />
            缩到整页
            <small>{measured === null ? "" : PRINT.pages(zoom, measured.pages)}</small>
          </label>
          <label class="tick">
            <input type="checkbox" checked={signatures} onChange={(event) => setSignatures(event.currentTarget.checked)} />
            留签字、盖章处
          </label>
        </fieldset>
        {measured !== null && <Checks measured={measured} />}
        <p class="print-buttons">
          <Button kind="primary" disabled={html === null} onClick={print}>打印 <Key>Ctrl+P</Key></Button>
          <Button disabled={files.busy !== ""} onClick={() => files.download([submission], ["xlsx"])}>Excel</Button>
          <Button disabled={files.busy !== ""} onClick={() => files.download([submission], ["docx"])}>Word</Button>
        </p>
        {files.notes.map((note) => <p key={note} class="quiet" role="status">{note}</p>)}
        <p class="quiet">{PRINT.hint}</p>
      </div>
      <div class="print-desk" ref={desk} tabIndex={0} role="region" aria-label="打印的表">
        {html === null ? <p role="status">{waiting}</p> : (
          <div class="paper" style={{ width: `${width * scale}px`, height: `${height * pages * scale}px` }}>
            <iframe
              key={`${printed}${lies}${fits}${signatures}`}
              ref={frame}
              title="打印的表"
              // Keys stay with the page: nothing in the frame could act on them.
              tabIndex={-1}
              sandbox="allow-same-origin allow-modals"
              srcdoc={printedPage(html, { landscape: lies, signatures })}
              style={{ width: `${width}px`, height: `${height * pages}px`, transform: `scale(${scale})` }}
              onLoad={loaded}
            />
          </div>
        )}
      </div>
    </div>
  );
}

function Checks({ measured }: { readonly measured: Measured }) {
  const { cutCells, pages, repeatsHeads, together } = measured;
  const lines: readonly (readonly [ShapeName, string])[] = [
    cutCells === 0 ? ["good", PRINT.whole] : ["ask", PRINT.cut(cutCells)],
    pages === 1 ? ["good", PRINT.noHeads] : repeatsHeads ? ["good", PRINT.heads] : ["ask", PRINT.headsOnce],
    together ? ["good", PRINT.together] : ["ask", PRINT.apart],
  ];
  return (
    <section class="box" aria-labelledby="print-checks">
      <h2 id="print-checks" class="box-head">检查</h2>
      <ul class="print-checks">
        {lines.map(([severity, text]) => (
          <li key={text} class={severity}><Shape severity={severity} /> {text}</li>
        ))}
      </ul>
    </section>
  );
}

interface PrintedHtml {
  readonly html: string | null;
  readonly waiting: string;
}

/** The page that the engine makes of a submission; the same that 网页 downloads. */
function usePrinted(submission: number, printed: number): PrintedHtml {
  const { document } = useDocument();
  const { engine, state } = useEngine();
  const [shown, setShown] = useState<PrintedHtml>({ html: null, waiting: PRINT.making });
  const ready = state.kind === "ready";
  const typed = document.submissions[submission];
  useEffect(() => {
    if (!ready || typed === undefined) return;
    let wanted = true;
    setShown({ html: null, waiting: PRINT.making });
    void makeFiles(engine, document, [submission], PRINTED[printed]?.kinds ?? [], false).then(({ files, notes }) => {
      if (!wanted) return;
      const page = files.filter((file) => file.name.endsWith(".html")).at(-1);
      const html = page === undefined ? null : new TextDecoder().decode(page.bytes);
      setShown({ html, waiting: html === null ? [...notes, PRINT.noPage].join("\n") : "" });
    });
    return () => {
      wanted = false;
    };
  }, [engine, ready, typed, printed]);
  return ready ? shown : { html: null, waiting: PRINT.noEngine };
}

/** How large a sheet is shown: one whole page fits on the desk. */
function useScale(width: number, height: number) {
  const desk = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0.6);
  useLayoutEffect(() => {
    const element = desk.current;
    if (element === null) return;
    const fit = () => setScale(Math.min((element.clientHeight - 2 * ROUND) / height, (element.clientWidth - 2 * ROUND) / width));
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [width, height]);
  return { desk, scale };
}

/** Room around the sheet, in pixels. */
const ROUND = 14;
