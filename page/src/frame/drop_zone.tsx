// The dashed place on which files and folders are dropped, and the buttons for those who choose them.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import { usePage } from "../hooks";
import { filesOfDrop, filesOfInput } from "./files";
import type { GivenFile } from "./files";
import { FRAME } from "./words";

interface DropZoneProps {
  onFiles: (files: readonly GivenFile[]) => void;
  /** Drawn inside; `choose` opens the choice of files, or of a folder. */
  children: (choose: (what: "files" | "folder") => void) => ComponentChildren;
  class?: string;
  label: string;
}

export function DropZone({ onFiles, children, class: more, label }: DropZoneProps) {
  const { notices } = usePage();
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  const dropped = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer === null) return;
    const { files: found, unread, folderRefused } = await filesOfDrop(event.dataTransfer);
    if (folderRefused) {
      const actions = [{ text: FRAME.chooseFolder, run: () => choose("folder") }];
      notices.notify({ key: "folder", severity: "ask", title: FRAME.folderRefused, actions });
    }
    if (unread.length > 0) {
      const text = `${unread.join("、")}。${FRAME.unreadTodo}`;
      notices.notify({ key: "unread", severity: "edit", title: `${unread.length}${FRAME.unread}`, text });
    }
    if (found.length > 0) onFiles(found);
  };
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const found = filesOfInput(input);
    input.value = "";
    if (found.length > 0) onFiles(found);
  };
  const choose = (what: "files" | "folder") => (what === "files" ? files : folder).current?.click();

  return (
    <section
      class={`drop-zone${over ? " over" : ""} ${more ?? ""}`.trim()}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void dropped(event)}
    >
      {children(choose)}
      <input ref={files} class="hidden" type="file" multiple tabIndex={-1} aria-hidden onChange={chosen} />
      <input
        ref={folder} class="hidden" type="file" multiple tabIndex={-1} aria-hidden onChange={chosen}
        {...{ webkitdirectory: true }}
      />
    </section>
  );
}
