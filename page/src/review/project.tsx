// One project: its original text, its rows in three tracks, the decision about the row where one stands.

import type { JSX } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { Dialog } from "../frame/dialog";
import { useAnnounce, useFileSaver, usePage } from "../hooks";
import type { ReviewTracksAnswer } from "../messages";
import { CHOICES, type Choice } from "./choice";
import { DecisionPanel } from "./decision_panel";
import { useDecision } from "./decision";
import { saveReview } from "./files";
import { KeyLine, PROJECT_KEYS, useReviewKeys, type ReviewDo } from "./key_line";
import { useReviewPath } from "./path";
import { Problems } from "./problems";
import { ProjectMeter } from "./project_meter";
import { RoundDialog } from "./rounds";
import { SignDialog } from "./sign";
import { SourcePane } from "./source_pane";
import { firstStop, nextForm, nextWaiting, stopsOf, type Stop } from "./stops";
import { TracksTable } from "./tracks_table";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

export interface ProjectProps {
  readonly project: string;
  readonly at?: string | undefined;
}

export function Project({ project, at }: ProjectProps): JSX.Element {
  const desk = useReview();
  const { tracks } = useReviewState();
  useFileSaver("review", () => void saveReview(desk));
  if (tracks === null || tracks.line.form !== project)
    return (
      <div class="rv-project">
        <Problems />
        <p class="rv-nothing rv-quiet">{say.working}</p>
      </div>
    );
  return <Open tracks={tracks} at={at} />;
}

interface OpenProps {
  readonly tracks: ReviewTracksAnswer;
  readonly at: string | undefined;
}

function Open({ tracks, at }: OpenProps): JSX.Element {
  const desk = useReview();
  const page = usePage();
  const { forms, findings, source } = useReviewState();
  const { line } = tracks;
  const stops = useMemo(() => stopsOf(tracks), [tracks]);
  const current = firstStop(stops, at);
  const stop = stops[current] ?? null;
  const [dialog, setDialog] = useState<"sign" | "rounds" | "source" | null>(null);
  const [explained, setExplained] = useState(false);
  const decision = useDecision(line.form, stop?.row ?? null);
  const close = useCallback(() => setDialog(null), []);
  useReviewPath(line, useCallback(() => setDialog("rounds"), []));
  useAnnounce(announced(stop));
  const place = stop?.row?.at ?? stop?.findings[0]?.at ?? "";
  useEffect(() => void desk.askSource(place), [desk, line.form, place]);

  const go = (to: number | null): void => {
    const next = to === null ? undefined : stops[to];
    if (next !== undefined)
      page.routes.replace({ place: "review", screen: "project", project: line.form, at: next.key });
  };
  const goForm = (step: 1 | -1): void => {
    const counted = forms.filter((form) => form.copy_of === "");
    const to = counted[counted.findIndex((form) => form.form === line.form) + step];
    if (to !== undefined) page.routes.replace({ place: "review", screen: "project", project: to.form });
  };
  const goOn = (): void => {
    const to = nextWaiting(stops, current);
    if (to !== null) return go(to);
    const form = nextForm(forms, findings, line.form);
    if (form !== null) page.routes.replace({ place: "review", screen: "project", project: form.form });
    else page.routes.navigate({ place: "review", screen: "queue" });
  };
  const confirm = async (): Promise<void> => {
    if (!(await decision.confirm())) return;
    blur();
    goOn();
  };
  const doing: ReviewDo = (action) => {
    switch (action.do) {
      case "up":
      case "down":
        return go(Math.max(0, Math.min(stops.length - 1, current + (action.do === "up" ? -1 : 1))));
      case "next":
      case "next-problem":
      case "previous-problem":
        return go(nextWaiting(stops, current, action.do === "previous-problem" ? -1 : 1));
      case "skip":
        return goOn();
      case "confirm":
        return void confirm();
      case "choose":
        return decision.choose(CHOICES[action.choice - 1] as Choice);
      case "ground":
        return decision.groundAt(action.number);
      case "all-grounds":
        return decision.showAll();
      case "previous-project":
      case "next-project":
        return goForm(action.do === "next-project" ? 1 : -1);
      case "source":
        return setDialog("source");
      case "explain":
        return setExplained(!explained);
      case "search":
        return page.routes.navigate({ place: "review", screen: "queue" });
      case "fields":
        return document.querySelector<HTMLElement>(".rv-decide input")?.focus();
      case "leave":
        return leave();
    }
  };
  const leave = (): void => {
    if (blur()) return;
    if (explained) setExplained(false);
    else decision.choose(null);
  };
  useReviewKeys("project", decision.made.choice !== null, doing);
  return (
    <div class="rv-project">
      <ProjectMeter
        tracks={tracks}
        goForm={goForm}
        sign={() => setDialog("sign")}
      />
      <Problems />
      <div class="rv-project-cols">
        <SourcePane source={source} place={place} />
        <TracksTable stops={stops} current={current} go={go} />
        <DecisionPanel
          tracks={tracks}
          stops={stops}
          stop={stop}
          decision={decision}
          explained={explained}
          explain={() => setExplained(!explained)}
          showSource={() => setDialog("source")}
          skip={goOn}
          confirm={() => void confirm()}
        />
      </div>
      <KeyLine keys={PROJECT_KEYS} note={say.deciding} />
      {dialog === "sign" && <SignDialog form={line.form} close={close} />}
      {dialog === "rounds" && <RoundDialog tracks={tracks} close={close} />}
      {dialog === "source" && (
        <Dialog title={say.source} wide onClose={close}>
          <div class="rv-source-whole">
            <SourcePane source={source} place={place} whole />
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** Give the keys back to the page; false where nothing had them. */
function blur(): boolean {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return false;
  activeElement.blur();
  return true;
}

function announced(stop: Stop | null): string {
  if (stop === null) return "";
  const [finding] = stop.findings;
  return [stop.row?.name ?? finding?.name ?? "", finding?.title ?? ""].filter((part) => part !== "").join("，");
}
