// Files of this computer: dropped, chosen and handed out.

import type { Bytes } from "../engine/client";

/** A file that was dropped or chosen, with the folder in which it lay. */
export interface GivenFile {
  readonly name: string;
  /** Folders from the dropped one downwards, joined by `/`; empty for a file by itself. */
  readonly folder: string;
  readonly file: File;
}

export async function bytesOf(given: GivenFile): Promise<Bytes> {
  return new Uint8Array(await given.file.arrayBuffer());
}

/** Files that an `<input type=file>` holds, of a folder too. */
export function filesOfInput(input: HTMLInputElement): GivenFile[] {
  return Array.from(input.files ?? [], (file) => {
    const parts = file.webkitRelativePath.split("/").slice(0, -1);
    return { name: file.name, folder: parts.join("/"), file };
  });
}

type HandleItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

/** What was dropped: files, names that could not be opened, and whether a folder has to be chosen instead. */
export interface Dropped {
  readonly files: readonly GivenFile[];
  readonly unread: readonly string[];
  readonly folderRefused: boolean;
}

/**
 * Files and folders of a drop. All handles are asked for before the first `await`: after it the
 * browser has emptied the drop.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<Dropped> {
  const items = Array.from(transfer.items).filter((item) => item.kind === "file") as HandleItem[];
  const handles = items.map((item) => item.getAsFileSystemHandle?.().catch(() => null) ?? null);
  const plain = items.map((item) => ({ file: item.getAsFile(), isFolder: item.webkitGetAsEntry?.()?.isDirectory === true }));
  const files: GivenFile[] = [];
  const unread: string[] = [];
  let folderRefused = false;
  for (const [index, waiting] of handles.entries()) {
    const handle = await waiting;
    const beside = plain[index];
    if (handle !== null) await collect(handle, "", files, unread);
    else if (beside?.isFolder) folderRefused = true;
    else if (beside?.file) files.push({ name: beside.file.name, folder: "", file: beside.file });
  }
  return { files, unread, folderRefused };
}

async function collect(handle: FileSystemHandle, folder: string, files: GivenFile[], unread: string[]): Promise<void> {
  const below = folder === "" ? handle.name : `${folder}/${handle.name}`;
  try {
    if (handle.kind === "file") {
      files.push({ name: handle.name, folder, file: await (handle as FileSystemFileHandle).getFile() });
      return;
    }
    const inside: FileSystemHandle[] = [];
    for await (const child of (handle as FileSystemDirectoryHandle & Iterated).values()) inside.push(child);
    inside.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const child of inside) await collect(child, below, files, unread);
  } catch {
    // Open in another program, or gone meanwhile: the rest is read all the same.
    unread.push(below);
  }
}

interface Iterated {
  values(): AsyncIterable<FileSystemHandle>;
}

/** Hand a file to the browser's downloads. */
export function download(name: string, bytes: Bytes | string, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A text as the name of a file on any system; the rest is left as it is. */
export function fileStem(text: string): string {
  const plain = text.replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_").replace(/[. ]+$/, "").trim();
  return plain.slice(0, 80) || "自评";
}
