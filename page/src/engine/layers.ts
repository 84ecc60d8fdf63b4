// The layers of the engine as they lie in the page: base64 of packed files (packaging/page/layers.py).

import type { Bytes } from "./client";

export type LayerName = "runtime" | "packages" | "program";
export const LAYERS: readonly LayerName[] = ["runtime", "packages", "program"];

/** The text of each layer. */
export type Layers = Readonly<Record<LayerName, string>>;

/** The files of a layer by their paths; they share one buffer. */
export type LayerFiles = ReadonlyMap<string, Bytes>;

/** Return the bytes that a text stands for. */
export function decoded(text: string): Bytes {
  const native = (Uint8Array as { fromBase64?: (text: string) => Bytes }).fromBase64;
  if (native !== undefined) return native(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** Return the content of a gzip file. */
export async function unzipped(packed: Bytes): Promise<Bytes> {
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** Return the files of an unpacked layer: a line that lists path and size of each, then the contents. */
export function filesOf(plain: Bytes): LayerFiles {
  const end = plain.indexOf(10);
  const list = JSON.parse(new TextDecoder().decode(plain.subarray(0, end))) as [string, number][];
  const files = new Map<string, Bytes>();
  let at = end + 1;
  for (const [path, size] of list) files.set(path, plain.subarray(at, (at += size)));
  return files;
}
