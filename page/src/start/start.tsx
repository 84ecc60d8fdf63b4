// 开始一份自评: files brought in, a new form, a draft gone on with.

import { useMemo, useRef, useState } from "preact/hooks";

import type { DraftSubmission, KeptFile } from "../document/document";
import { DRAFT_ENDING } from "../document/draft_file";
import { newDocument } from "../document/new_document";
import { EngineRefusal } from "../engine/client";
import { openDraftFile, openStoredDraft, saveDraft } from "../frame/drafts";
import { RemoveAll } from "../frame/drafts_dialog";
import { bytesOf } from "../frame/files";
import { useDrafts, useEngine, usePage, useWatched } from "../hooks";
import type { PageProblem } from "../messages";
import type { Page } from "../page";
import { BroughtFiles, Problems, formsToBegin } from "./brought_files";
import { Intake } from "./intake";
import type { NewForm } from "./set_picker";
import { StartScreen } from "./start_screen";
import { useSets } from "./use_sets";
import { rememberUsed, usedBefore } from "./used_sets";

export function Start() {
  const page = usePage();
  const { engine } = useEngine();
  const intake = useMemo(() => new Intake(engine), [engine]);
  useWatched(intake);
  const sets = useSets();
  const drafts = useDrafts("report") ?? [];
  const [removing, setRemoving] = useState(false);
  const opener = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<readonly PageProblem[]>([]);
  const attempt = (work: Promise<readonly PageProblem[]>) => {
    setProblems([]);
    void work.then(setProblems);
  };
  const { files } = intake;
  return (
    <>
      <StartScreen
        sets={sets}
        usedBefore={usedBefore()}
        drafts={drafts}
        notice={problems.length > 0 && <div class="box box-body"><Problems problems={problems} /></div>}
        brought={
          files.length === 0 ? null : (
            <BroughtFiles
              files={files}
              sets={sets}
              onTakeAs={(file, kind) => intake.choose(file.key, { take_as: kind })}
              onSet={(file, set) => intake.choose(file.key, { set })}
              onDrop={(file) => intake.drop(file.key)}
              onStop={() => intake.stop()}
              onBegin={() => attempt(beginFrom(page, intake))}
            />
          )
        }
        onFiles={(given) => intake.add(given)}
        onNew={(form) => attempt(beginEmpty(page, form))}
        onContinue={(id) => void openStoredDraft(page, id)}
        onSaveFile={(id) => void openStoredDraft(page, id).then(() => saveDraft(page))}
        onOpenFile={() => opener.current?.click()}
        onManage={() => page.managing.set(true)}
        onRemoveAll={() => setRemoving(true)}
        onExample={() => attempt(beginExample(page))}
      />
      {removing && <RemoveAll drafts={drafts} onClose={() => setRemoving(false)} />}
      <input
        ref={opener}
        class="hidden"
        type="file"
        accept={DRAFT_ENDING}
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file !== undefined) void openDraftFile(page, { name: file.name, folder: "", file });
        }}
      />
    </>
  );
}

const NOTHING: readonly PageProblem[] = [];

/** Begin with all that was brought in; one draft alone is opened as it is, with what was kept in it. */
async function beginFrom(page: Page, intake: Intake): Promise<readonly PageProblem[]> {
  const { files } = intake;
  const only = files.length === 1 ? files[0]?.draft : undefined;
  if (only != null) {
    await page.report.openFile(only);
  } else {
    const forms = formsToBegin(files);
    const submissions = forms.map((form) => form.submission as unknown as DraftSubmission);
    const kept = files.filter((file) => file.answer?.kept_for_export);
    const exports = await Promise.all(kept.map(async ({ file, name }): Promise<KeptFile> => ({ name, base64: await base64(file) })));
    page.report.open(newDocument(submissions, exports));
    rememberUsed(forms.map((form) => form.set));
  }
  intake.clear();
  show(page);
  return NOTHING;
}

async function beginEmpty(page: Page, { set, year, name }: NewForm): Promise<readonly PageProblem[]> {
  try {
    const { body } = await page.engine.ask("form.layout", { set });
    const start = body.start as unknown as DraftSubmission;
    const submission = {
      ...start,
      ...(year === "" ? {} : { year }),
      ...(name === "" ? {} : { project: { ...start.project, name } }),
    };
    page.report.open(newDocument([submission]));
    rememberUsed([set]);
    show(page);
    return NOTHING;
  } catch (error) {
    if (error instanceof EngineRefusal) return error.problems;
    throw error;
  }
}

async function beginExample(page: Page): Promise<readonly PageProblem[]> {
  const { body } = await page.engine.ask("examples", {});
  page.report.open(newDocument(body.submissions as unknown as readonly DraftSubmission[]));
  show(page);
  return NOTHING;
}

/** One project is filled in at once; several are shown as a list. */
function show(page: Page): void {
  const many = (page.report.current?.document.submissions.length ?? 0) !== 1;
  page.routes.navigate(many ? { place: "report", screen: "projects" } : { place: "report", screen: "editor", submission: 0 });
}

async function base64(file: File): Promise<string> {
  const bytes = await bytesOf({ name: file.name, folder: "", file });
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
