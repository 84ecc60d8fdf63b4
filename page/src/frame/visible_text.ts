// Signs that are not seen but steer how text runs are shown by their number (`[U+202E]`), wherever a text
// is put on the page, as the commands show them on the terminal. Cells that are being typed in hold them.

import { options } from "preact";

const STEERING = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/g;

export function visible(text: string): string {
  return text.replace(STEERING, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

/** From now on no text that is shown turns the writing around it. */
export function showSteeringSigns(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    // Preact makes a node of no type of every text; its properties are the text.
    const node = vnode as { type: unknown; props: unknown };
    if (node.type === null && typeof node.props === "string") node.props = visible(node.props);
    before?.(vnode);
  };
}
