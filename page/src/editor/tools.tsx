// The row of tools: undo, rows, paste, the edit line, the next problem, checklist and download.

import { Button, Key } from "../frame/button";
import { UndoIcon } from "../frame/icons";
import { TOOL } from "./words";

export interface ToolsProps {
  readonly canUndo: string | null;
  readonly canRedo: string | null;
  readonly readOnly: boolean;
  readonly name: string;
  readonly text: string;
  readonly reading: string;
  readonly on: (tool: keyof typeof TOOL) => void;
}

export function Tools({ canUndo, canRedo, readOnly, name, text, reading, on }: ToolsProps) {
  return (
    <div class="tools" role="toolbar" aria-label={TOOL.tools} data-region="tools" tabIndex={-1}>
      <Button kind="tool" disabled={canUndo === null} title={canUndo ?? undefined} onClick={() => on("undo")}>
        <UndoIcon />{TOOL.undo}
      </Button>
      <Button kind="tool" disabled={canRedo === null} title={canRedo ?? undefined} onClick={() => on("redo")}>
        <UndoIcon redo />{TOOL.redo}
      </Button>
      <span class="tools-line" />
      {(["insertRow", "deleteRow", "paste", "bring"] as const).map((tool) => (
        <Button key={tool} kind="tool" disabled={readOnly} onClick={() => on(tool)}>{TOOL[tool]}</Button>
      ))}
      <span class="tools-line" />
      <div class="edit-line">
        <span class="edit-name" title={name}>{name}</span>
        <span class="edit-text" title={text}>{text}</span>
        <span class="edit-reading" title={reading}><Reading text={reading} /></span>
      </div>
      <Button kind="tool" class="next" onClick={() => on("next")}>{TOOL.next} <Key>F8</Key></Button>
      <Button onClick={() => on("checklist")}>{TOOL.checklist}</Button>
      <Button kind="primary" onClick={() => on("finish")}>{TOOL.finish}</Button>
    </div>
  );
}

/** 读作 30分；按规则 26.54: what was read in bold, the rule's number in its colour. */
function Reading({ text }: { text: string }) {
  const found = /^(读作 ?)(.*?)(；按规则 ?)([\d.]+)(.*)$/.exec(text);
  if (found === null) return <>{text}</>;
  return <>{found[1]}<b>{found[2]}</b>{found[3]}<b class="by-rule">{found[4]}</b>{found[5]}</>;
}
