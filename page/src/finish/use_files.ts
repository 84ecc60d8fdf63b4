// Making files on a wish, and telling what came of it: for one project and for many alike.

import { useState } from "preact/hooks";

import { useDocument, useEngine } from "../hooks";
import { chooseFolder } from "./folder";
import { handInto, handOut, makeFiles, type MadeFile } from "./make_files";
import { FINISH, type Wanted } from "./words";

/** Files that stand in the chosen folder already: to be written over, or not. */
export interface Clash {
  readonly names: readonly string[];
  readonly onOverwrite: () => void;
  readonly onLeave: () => void;
}

export interface FilesMaking {
  readonly busy: string;
  readonly notes: readonly string[];
  readonly clash: Clash | null;
  download(submissions: readonly number[], wanted: readonly Wanted[]): void;
  intoFolder(submissions: readonly number[], wanted: readonly Wanted[]): void;
}

export function useFiles(): FilesMaking {
  const { document } = useDocument();
  const { engine } = useEngine();
  const [busy, setBusy] = useState("");
  const [notes, setNotes] = useState<readonly string[]>([]);
  const [clash, setClash] = useState<Clash | null>(null);
  const during = async (work: () => Promise<readonly string[]>) => {
    setBusy(FINISH.making);
    setNotes([]);
    setClash(null);
    try {
      setNotes(await work());
    } finally {
      setBusy("");
    }
  };
  const write = async (folder: FileSystemDirectoryHandle, files: readonly MadeFile[], overwrite: boolean) => {
    const there = await handInto(folder, files, overwrite);
    if (there.length === 0) return [FINISH.written(files.length, folder.name)];
    setClash({
      names: there,
      onOverwrite: () => void during(() => write(folder, files, true)),
      onLeave: () => setClash(null),
    });
    return [];
  };
  return {
    busy,
    notes,
    clash,
    download: (submissions, wanted) =>
      void during(async () => {
        const made = await makeFiles(engine, document, submissions, wanted, true);
        handOut(made.files);
        const names = made.files.map((file) => file.name);
        return [...(names.length > 0 ? [FINISH.handedOut(names)] : []), ...made.notes];
      }),
    intoFolder: (submissions, wanted) =>
      // The folder is asked for first: a browser grants it only as the answer to a click.
      void chooseFolder().then((folder) => {
        if (folder === null) return;
        return during(async () => {
          const made = await makeFiles(engine, document, submissions, wanted, false);
          const told = made.files.length === 0 ? [] : await write(folder, made.files, false);
          return [...told, ...made.notes];
        });
      }),
  };
}
