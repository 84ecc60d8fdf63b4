// 自查和下载: what is still to be looked at, and the files to hand in.

import { useState } from "preact/hooks";

import { inSubmission } from "../document/cells";
import { rowsCommand, setCommand } from "../document/commands";
import type { Json, Kept } from "../document/document";
import { useLayout } from "../editor/layouts";
import { openCounts } from "../editor/margin";
import { Meter } from "../editor/meter";
import { ownTotal, pointsTotal } from "../document/own_total";
import { SetChanged } from "../explain/set_changed";
import { useDocument, useEngine, useNavigate, useScores } from "../hooks";
import type { CardButton, CheckLine } from "../messages";
import { FinishScreen } from "./finish_screen";
import { canChooseFolder } from "./folder";
import { projectName } from "../document/new_document";
import { stemOf } from "./make_files";
import { useFiles } from "./use_files";
import { CHOSEN_AT_FIRST, FINISH, type Wanted } from "./words";

export interface FinishProps {
  readonly submission: number;
}

export function Finish({ submission }: FinishProps) {
  const open = useDocument();
  const navigate = useNavigate();
  const { engine, state } = useEngine();
  const files = useFiles();
  const { score, check, problems } = useScores(submission);
  const [wanted, setWanted] = useState<readonly Wanted[]>(CHOSEN_AT_FIRST);
  const { document } = open;
  const typed = document.submissions[submission];
  const layout = useLayout(engine, typed?.set ?? "");
  const isKept = (line: CheckLine) => keptAt(document.ui.kept, submission, line) >= 0;
  const keep = (line: CheckLine, kept: boolean) => {
    const at = keptAt(document.ui.kept, submission, line);
    if (kept === at >= 0) return;
    const entry: Kept = { submission, at: line.at, code: line.code, saw: line.saw };
    const command = kept
      ? rowsCommand(document, "ui/kept", document.ui.kept.length, 0, [entry as unknown as Json])
      : rowsCommand(document, "ui/kept", at, 1, []);
    open.run(command, kept ? FINISH.thought : FINISH.notThought);
  };
  const goTo = (at: string) => navigate({ place: "report", screen: "editor", submission, at });
  const reply = (button: CardButton, line: CheckLine) => {
    if (button.kind !== "take_rule") return goTo(button.field || line.at);
    open.run(setCommand(document, inSubmission(submission, button.field), button.value), FINISH.taken(button.value));
  };
  return (
    <FinishScreen
      meter={
        typed !== undefined && layout !== null && (
          <>
            <SetChanged submission={submission} />
            <Meter
              project={projectName(document, submission)}
              unit={typed.unit ?? ""}
              year={String(typed.year ?? "")}
              layout={layout}
              score={score}
              typedTotal={ownTotal(typed)}
              rowPoints={pointsTotal(typed)}
              computing={state.kind === "ready" && score === null}
              note={check?.note ?? ""}
              counts={openCounts(check, document.ui.kept, submission)}
              onCount={showGroup}
            />
          </>
        )
      }
      check={check}
      score={score}
      waiting={waitingFor(state.kind, problems.map((problem) => problem.what))}
      stem={stemOf(document, submission)}
      wanted={wanted}
      backFill={document.exports.length > 0}
      readOnly={open.readOnly}
      busy={files.busy}
      notes={files.notes}
      clash={files.clash}
      canChooseFolder={canChooseFolder()}
      isKept={isKept}
      onKeep={keep}
      onGoTo={(line) => goTo(line.at)}
      onReply={reply}
      onWant={(kind, want) => setWanted(want ? [...wanted, kind] : wanted.filter((one) => one !== kind))}
      onDownload={() => files.download([submission], wanted)}
      onDownloadToFolder={() => files.intoFolder([submission], wanted)}
      onPreview={() => navigate({ place: "report", screen: "print", submission })}
    />
  );
}

function keptAt(kept: readonly Kept[], submission: number, line: CheckLine): number {
  return kept.findIndex(
    (one) => one.submission === submission && one.at === line.at && one.code === line.code && one.saw === line.saw,
  );
}

function waitingFor(engine: "loading" | "ready" | "failed", problems: readonly string[]): string {
  if (problems.length > 0) return problems.join("\n");
  return engine === "ready" ? FINISH.checking : FINISH.noEngine;
}

/** From a count in the meter to its items, which stand on this screen. */
function showGroup(group: string): void {
  const items = window.document.getElementById(`group-${group}`);
  items?.scrollIntoView();
  items?.querySelector<HTMLElement>("button")?.focus();
}
