// The dashed place on which files and folders are dropped, and the buttons for those who choose them.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import { filesOfDrop, filesOfInput } from "./files";
import type { GivenFile } from "./files";

interface DropZoneProps {
  onFiles: (files: readonly GivenFile[]) => void;
  /** Told where a folder was dropped that this browser opens only by 选文件夹. */
  onFolderRefused?: () => void;
  /** Drawn inside; `choose` opens the choice of files, or of a folder. */
  children: (choose: (what: "files" | "folder") => void) => ComponentChildren;
  class?: string;
  label: string;
}

export function DropZone({ onFiles, onFolderRefused, children, class: more, label }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  const dropped = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer === null) return;
    const found = await filesOfDrop(event.dataTransfer);
    if (found === null) onFolderRefused === undefined ? folder.current?.click() : onFolderRefused();
    else if (found.length > 0) onFiles(found);
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
