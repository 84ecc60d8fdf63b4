// Messages as bytes, where they cross the loopback (scoring/page/frames.py): a count, then each part
// behind its length (32 bits, big end first); the first part is the JSON, each other one a file.

import type { Bytes } from "./client";
import type { Frame } from "./queued_engine";

export function packFrame({ text, files }: Frame): Bytes {
  const parts = [new TextEncoder().encode(text), ...files];
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 4));
  const view = new DataView(packed.buffer);
  view.setUint32(0, parts.length);
  let at = 4;
  for (const part of parts) {
    view.setUint32(at, part.length);
    packed.set(part, at + 4);
    at += 4 + part.length;
  }
  return packed;
}

/** Return the message of a frame; null where the bytes are no whole frame. */
export function unpackFrame(bytes: Bytes): Frame | null {
  if (bytes.length < 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(0);
  const parts: Bytes[] = [];
  let at = 4;
  while (parts.length < count) {
    if (bytes.length - at < 4) return null;
    const end = at + 4 + view.getUint32(at);
    if (bytes.length < end) return null;
    parts.push(bytes.slice(at + 4, end));
    at = end;
  }
  const [text, ...files] = parts;
  return text === undefined || at !== bytes.length ? null : { text: new TextDecoder().decode(text), files };
}
