// 我的项目: all projects of the document, what they come to, and papers of those chosen.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { addSubmissions } from "../document/commands";
import type { DraftSubmission, PageDocument } from "../document/document";
import { readDraft } from "../document/draft_file";
import { projectName } from "../document/new_document";
import { EngineRefusal } from "../engine/client";
import { useFiles } from "../finish/use_files";
import { FRAME } from "../frame/words";
import { bytesOf, filesOfInput, type GivenFile } from "../frame/files";
import { useAllScores, useDocument, useEngine, useNavigate, useWatched } from "../hooks";
import type { MergeAnswer, MergedProject, OverviewAnswer, PageProblem } from "../messages";
import { BroughtFiles, Problems, formsToBegin } from "../start/brought_files";
import { Intake } from "../start/intake";
import { useSets } from "../start/use_sets";
import { FromList, type NewProjects } from "./from_list";
import { Merge } from "./merge";
import { Overview } from "./overview";
import { projectRow } from "./project_rows";
import { ProjectsScreen } from "./projects_screen";
import { removal, takeOver } from "./take_over";
import { BATCH_AT_FIRST, PROJECTS, type BatchWanted } from "./words";

interface Merging {
  readonly file: string;
  readonly theirs: readonly DraftSubmission[];
  readonly answer: MergeAnswer;
}

export function Projects() {
  const open = useDocument();
  const navigate = useNavigate();
  const { engine } = useEngine();
  const scores = useAllScores();
  const files = useFiles();
  const sets = useSets();
  const { document } = open;
  const intake = useMemo(() => new Intake(engine, yearOf(document)), [engine]);
  useWatched(intake);
  const chooser = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const merger = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const [current, setCurrent] = useState(0);
  const [wanted, setWanted] = useState<readonly BatchWanted[]>(BATCH_AT_FIRST);
  const [listing, setListing] = useState(false);
  const [merging, setMerging] = useState<Merging | null>(null);
  const [problems, setProblems] = useState<readonly PageProblem[]>([]);
  const rows = document.submissions.map((submission, index) =>
    projectRow(submission, index, projectName(document, index), scores[index]?.score ?? null, scores[index]?.check ?? null),
  );
  // Until a person has chosen, what can be handed in is.
  const selected = chosen ?? new Set(rows.filter((row) => row.standing === "ready").map((row) => row.index));
  const overview = useOverview(document.submissions[current], open.revision);

  const bring = () => {
    const forms = formsToBegin(intake.files).map((form) => form.submission as unknown as DraftSubmission);
    open.run(addSubmissions(document, forms), PROJECTS.brought(forms.length));
    intake.clear();
  };
  const begin = async ({ set, year, projects }: NewProjects) => {
    const { body } = await engine.ask("form.layout", { set });
    const start = body.start as unknown as DraftSubmission;
    const forms = projects.map(({ name, code, unit }) => ({
      ...start, ...(year === "" ? {} : { year }), ...(unit === "" ? {} : { unit }), project: { ...start.project, name, code },
    }));
    open.run(addSubmissions(document, forms), PROJECTS.begun(forms.length));
    setListing(false);
  };
  const merge = async (given: GivenFile) => {
    setProblems([]);
    const read = await readOther(given);
    if ("problem" in read) return setProblems([read.problem]);
    const { submissions: theirs } = read;
    try {
      const { body } = await engine.ask("merge", { mine: plain(document.submissions), theirs: plain(theirs) });
      setMerging({ file: given.name, theirs, answer: body });
    } catch (error) {
      if (!(error instanceof EngineRefusal)) throw error;
      setProblems(error.problems);
    }
  };
  // The engine names no secret project; here it bears the number of the list.
  const titleOf = ({ mine, title }: MergedProject) =>
    title !== "" ? title : mine !== null ? projectName(document, mine) : PROJECTS.unnamed;
  const instead = () => {
    if (intake.files.length > 0) {
      return (
        <BroughtFiles
          files={intake.files}
          sets={sets}
          beginWords={PROJECTS.bringIn}
          onTakeAs={(file, kind) => intake.choose(file.key, { take_as: kind })}
          onSet={(file, set) => intake.choose(file.key, { set })}
          onDrop={(file) => intake.drop(file.key)}
          onStop={() => intake.stop()}
          onBegin={bring}
        />
      );
    }
    if (listing) {
      return (
        <FromList
          sets={sets}
          set={document.submissions[0]?.set ?? sets[0]?.id ?? ""}
          year={String(yearOf(document) ?? "")}
          onNew={(wanted) => void begin(wanted)}
          onFile={() => chooser.current?.click()}
          onLeave={() => setListing(false)}
        />
      );
    }
    if (merging === null) return null;
    return (
      <Merge
        file={merging.file}
        projects={merging.answer.projects.map((project) => ({ ...project, title: titleOf(project) }))}
        onLeave={() => setMerging(null)}
        onTake={(taken) => {
          open.run(takeOver(document, merging.theirs, merging.answer.projects, taken), PROJECTS.merged(merging.file));
          setMerging(null);
        }}
      />
    );
  };
  return (
    <>
      <ProjectsScreen
        rows={rows}
        selected={selected}
        current={current}
        wanted={wanted}
        readOnly={open.readOnly}
        busy={files.busy}
        notes={files.notes}
        clash={files.clash}
        notice={problems.length > 0 && <div class="box box-body"><Problems problems={problems} /></div>}
        instead={instead()}
        overview={
          rows[current] !== undefined && (
            <Overview name={rows[current].name} secret={rows[current].secret} {...overview} />
          )
        }
        onSelect={(indexes, on) => {
          const next = new Set(selected);
          for (const index of indexes) on ? next.add(index) : next.delete(index);
          setChosen(next);
        }}
        onCurrent={setCurrent}
        onOpen={(submission) => navigate({ place: "report", screen: "editor", submission })}
        onWant={(kind, want) => setWanted(want ? [...wanted, kind] : wanted.filter((one) => one !== kind))}
        onExport={() => files.download([...selected].sort((one, other) => one - other), wanted)}
        onFiles={(given) => intake.add(given)}
        onBringFolder={() => folder.current?.click()}
        onFromList={() => setListing(true)}
        onMerge={() => {
          setListing(false);
          merger.current?.click();
        }}
        onRemove={() => {
          open.run(removal(document, selected), PROJECTS.removed(selected.size));
          setChosen(new Set());
          setCurrent(0);
        }}
        onEmptyForms={(indexes) => files.download(indexes, ["fill_in"])}
      />
      <Chooser of={chooser} onFiles={(given) => intake.add(given)} />
      <Chooser of={folder} isFolder onFiles={(given) => intake.add(given)} />
      <Chooser of={merger} onFiles={(given) => given[0] !== undefined && void merge(given[0])} />
    </>
  );
}

interface ChooserProps {
  readonly of: { readonly current: HTMLInputElement | null };
  readonly isFolder?: boolean;
  readonly onFiles: (given: readonly GivenFile[]) => void;
}

function Chooser({ of, isFolder = false, onFiles }: ChooserProps) {
  return (
    <input
      ref={of}
      class="hidden"
      type="file"
      multiple
      tabIndex={-1}
      aria-hidden
      {...(isFolder ? { webkitdirectory: true } : {})}
      onChange={(event) => {
        const given = filesOfInput(event.currentTarget);
        event.currentTarget.value = "";
        if (given.length > 0) onFiles(given);
      }}
    />
  );
}

interface OverviewState {
  readonly answer: OverviewAnswer | null;
  readonly waiting: string;
}

/** 自评综述 of a project, asked anew when it changes. */
function useOverview(submission: DraftSubmission | undefined, rev: number): OverviewState {
  const { engine, state } = useEngine();
  const [shown, setShown] = useState<OverviewState>({ answer: null, waiting: "" });
  const ready = state.kind === "ready";
  const secret = submission?.secret === true;
  useEffect(() => {
    if (!ready || submission === undefined || secret) return;
    let wanted = true;
    engine.ask("overview", { submission: plain(submission) }, { rev, lane: "overview" }).then(
      ({ body }) => wanted && setShown({ answer: body, waiting: "" }),
      (error: unknown) => {
        if (!wanted || !(error instanceof EngineRefusal)) return;
        setShown({ answer: null, waiting: error.problems.map((problem) => problem.what).join("；") });
      },
    );
    return () => {
      wanted = false;
    };
  }, [engine, ready, secret, submission]);
  return ready ? shown : { answer: null, waiting: PROJECTS.noEngine };
}

/** A submission as the engine takes it: plain JSON. */
function plain<T>(value: T): T extends readonly unknown[] ? Record<string, unknown>[] : Record<string, unknown> {
  return value as never;
}

/** The year that is filled in: a form of the year before is then 上年的表. */
function yearOf(document: PageDocument): number | null {
  const years = document.submissions.map((submission) => Number(submission.year)).filter((year) => year > 0);
  return years.length === 0 ? null : Math.max(...years);
}

async function readOther(given: GivenFile): Promise<{ submissions: readonly DraftSubmission[] } | { problem: PageProblem }> {
  const read = readDraft(await bytesOf(given));
  if (read.kind === "draft") return { submissions: read.document.submissions };
  const what = read.kind === "newer" ? FRAME.newer : `${FRAME.brokenDraft}：${read.why}`;
  return { problem: { where: given.name, what, todo: read.kind === "newer" ? "" : PROJECTS.needsDraft, code: "" } };
}
