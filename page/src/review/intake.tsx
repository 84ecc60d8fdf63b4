// Intake: files are dropped or chosen, read one by one, listed; what is read can be worked on at once.

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { Button } from "../frame/button";
import { DropZone } from "../frame/drop_zone";
import { Shape } from "../frame/shapes";
import { useNavigate } from "../hooks";
import type { AddedFile } from "../messages";
import { KeptReviews } from "./kept_reviews";
import { MergeQuestion, MergeResult } from "./merge";
import { Problems } from "./problems";
import { secondsLeft, share } from "./progress";
import { BatchPanel, PrivacyPanel, UnknownPanel } from "./intake_panels";
import { useReview, useReviewState } from "./use_review";
import { Windowed } from "./windowed";
import { words as say } from "./words";

export function Intake(): JSX.Element {
  const { merged } = useReviewState();
  return (
    <div class="rv-intake">
      <Problems />
      <h1 class="rv-h1">{say.intakeTitle}</h1>
      <div class="rv-intake-cols">
        <div>
          <Drop />
          {merged !== null && <MergeResult merged={merged} />}
          <ReadingPanel />
          <KeptReviews />
        </div>
        <div>
          <BatchPanel />
          <UnknownPanel />
          <PrivacyPanel />
        </div>
      </div>
    </div>
  );
}

function Drop(): JSX.Element {
  const desk = useReview();
  const [asked, setAsked] = useState<File | null>(null);
  const review = useRef<HTMLInputElement>(null);
  const open = async (file: File, keep: boolean): Promise<void> => {
    setAsked(null);
    await desk.openReview(file.name, new Uint8Array(await file.arrayBuffer()), keep);
  };
  const openAsked = (input: HTMLInputElement): void => {
    const file = input.files?.[0];
    input.value = "";
    if (file === undefined) return;
    if (desk.state.forms.length === 0) void open(file, false);
    else setAsked(file);
  };
  return (
    <>
      <DropZone class="rv-drop" label={say.intakeTitle} onFiles={(files) => void desk.addFiles(files)}>
        {(choose) => (
          <>
            <p class="rv-drop-lead">
              {say.dropLead}
              <strong>{say.dropStrong}</strong>
              {say.dropRest}
            </p>
            <p class="rv-quiet">{say.dropKinds}</p>
            <p class="rv-buttons">
              <Button kind="primary" onClick={() => choose("folder")}>
                {say.chooseFolder}
              </Button>
              <Button onClick={() => choose("files")}>{say.chooseFiles}</Button>
              <Button onClick={() => review.current?.click()}>{say.openReview}</Button>
            </p>
          </>
        )}
      </DropZone>
      <input
        ref={review}
        class="hidden"
        type="file"
        tabIndex={-1}
        aria-hidden
        accept=".ziping-review,.jsonl,.zip"
        onChange={(event) => openAsked(event.currentTarget)}
      />
      {asked !== null && (
        <MergeQuestion
          keep={() => void open(asked, true)}
          replace={() => void open(asked, false)}
          leave={() => setAsked(null)}
        />
      )}
    </>
  );
}

function ReadingPanel(): JSX.Element | null {
  const desk = useReview();
  const go = useNavigate();
  const { reading, files, forms } = useReviewState();
  if (reading === null && files.length === 0) return null;
  const count = forms.filter((form) => form.copy_of === "").length;
  const isDone = reading === null || reading.done >= reading.of;
  const title = isDone ? say.wasRead : reading.running ? say.reading : say.stopped;
  const done = reading?.done ?? files.length;
  const of = reading?.of ?? files.length;
  const seconds = reading === null ? null : secondsLeft(reading);
  return (
    <section class="rv-panel" aria-label={title}>
      <header class="rv-panel-head">
        <h2 class="rv-h2">{title}</h2>
        <span class="rv-quiet">{isDone ? say.allRead(files.length) : say.readOf(done, of)}</span>
        <span class="rv-push" />
        {!isDone && (
          <Button class="rv-strong" onClick={() => (reading.running ? desk.stop() : void desk.goOn())}>
            {reading.running ? say.stopReading : say.goOnReading}
          </Button>
        )}
      </header>
      <div class="rv-reading">
        <div
          class="rv-bar"
          role="progressbar"
          aria-label={title}
          aria-valuenow={done}
          aria-valuemin={0}
          aria-valuemax={of}
        >
          <div class="rv-bar-done" style={{ width: share(done, of) }} />
        </div>
        <p class="rv-reading-line">
          <strong>{share(done, of)}</strong>
          {reading?.running === true && seconds !== null && <> · {say.still(seconds)}</>}
          {count > 0 && !isDone && <> · {say.canLook}</>}
          {count > 0 && (
            <>
              {" "}
              <button class="rv-link" onClick={() => go({ place: "review", screen: "queue" })}>
                {isDone ? say.lookAll(count) : say.lookAt(count)}
              </button>
            </>
          )}
        </p>
      </div>
      <FileTable files={files} />
    </section>
  );
}

const FILE_ROW = 33;
const MOST_FILE_ROWS = 12;

function FileTable({ files }: { readonly files: readonly AddedFile[] }): JSX.Element {
  return (
    <div role="table" aria-label={say.fileColumns[0]} aria-rowcount={files.length + 1}>
      <div class="rv-file rv-file-head" role="row">
        {say.fileColumns.map((heading) => (
          <span key={heading} role="columnheader">
            {heading}
          </span>
        ))}
      </div>
      <div style={{ height: `${Math.min(files.length, MOST_FILE_ROWS) * FILE_ROW}px` }}>
        <Windowed
          count={files.length}
          height={FILE_ROW}
          current={-1}
          label={say.fileColumns[0]}
          role="rowgroup"
          row={(index) => {
            const file = files[index];
            return file === undefined ? null : <FileRow file={file} index={index} />;
          }}
        />
      </div>
    </div>
  );
}

function FileRow({ file, index }: { readonly file: AddedFile; readonly index: number }): JSX.Element {
  const desk = useReview();
  const [problem] = file.problems;
  const todo = file.rule !== "" ? file.rule : (problem?.todo ?? "");
  const whole = file.problems.map((one) => `${one.what}${one.todo}`).join("\n");
  return (
    <div class="rv-file" role="row" aria-rowindex={index + 2} title={whole}>
      <span role="cell" class="rv-cut" title={file.name}>
        {file.name}
      </span>
      <span role="cell" class="rv-cut">
        {file.kind}
      </span>
      <span role="cell" class="rv-cut">
        <Shape severity={file.severity} /> {file.read}
      </span>
      <span role="cell" class="rv-file-rule">
        <span class="rv-cut rv-quiet" title={todo}>
          {todo}
        </span>
        {file.forms.length > 0 && (
          <button
            class="rv-link rv-file-drop"
            aria-label={`${say.leaveOut} ${file.name}`}
            onClick={() => void desk.drop(file.name)}
          >
            {say.leaveOut}
          </button>
        )}
      </span>
    </div>
  );
}
