// Which screen stands in the frame.

import { Editor } from "./editor/editor";
import { Finish } from "./finish/finish";
import { Frame } from "./frame/frame";
import { useOpenDesk, useOpenDocument, useRoute } from "./hooks";
import { PageContext } from "./page";
import type { Page } from "./page";
import { Print } from "./print/print";
import { Projects } from "./projects/projects";
import { Intake } from "./review/intake";
import { Project } from "./review/project";
import { Queue } from "./review/queue";
import type { ReportRoute, ReviewRoute } from "./routes";
import { Start } from "./start/start";

export function App({ page }: { page: Page }) {
  return (
    <PageContext.Provider value={page}>
      <Frame><Screen /></Frame>
    </PageContext.Provider>
  );
}

function Screen() {
  const route = useRoute();
  return route.place === "report" ? <Report route={route} /> : <Review route={route} />;
}

/** A screen that shows a document needs one: without it, the first screen is shown. */
function Report({ route }: { route: ReportRoute }) {
  const open = useOpenDocument();
  if (open === null || route.screen === "start") return <Start />;
  if (!("submission" in route)) return <Projects />;
  const { submission } = route;
  if (submission >= open.document.submissions.length) return <Projects />;
  const key = `${open.document.id}/${submission}`;
  switch (route.screen) {
    case "editor":
      return <Editor key={key} submission={submission} at={route.at} explain={route.explain} />;
    case "finish":
      return <Finish key={key} submission={submission} />;
    case "print":
      return <Print key={key} submission={submission} now={route.now} />;
  }
}

function Review({ route }: { route: ReviewRoute }) {
  const open = useOpenDesk();
  if (open === null || route.screen === "intake") return <Intake />;
  if (!("project" in route)) return <Queue />;
  return <Project key={route.project} project={route.project} at={route.at} />;
}
