// Files written into a folder that a person chose, where the browser lets a page do that.

import type { Bytes } from "../engine/client";

interface PickerWindow {
  showDirectoryPicker?: (options: { mode: "readwrite"; id: string }) => Promise<FileSystemDirectoryHandle>;
}

export function canChooseFolder(): boolean {
  return typeof (window as unknown as PickerWindow).showDirectoryPicker === "function";
}

/** The folder that was chosen; null where the person changed their mind. */
export async function chooseFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await (window as unknown as PickerWindow).showDirectoryPicker?.({ mode: "readwrite", id: "ziping" })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  }
}

/** Names of the files that stand there already and would be written over. */
export async function alreadyThere(folder: FileSystemDirectoryHandle, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    try {
      await folder.getFileHandle(name);
      found.push(name);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "NotFoundError") throw error;
    }
  }
  return found;
}

export async function writeInto(folder: FileSystemDirectoryHandle, name: string, bytes: Bytes): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
}
