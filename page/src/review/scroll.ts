// Bring a part of a box into sight by scrolling that box alone, never what stands around it.

export function scrollWithin(box: HTMLElement, part: Element, where: "centre" | "nearest"): void {
  const [frame, inner] = [box.getBoundingClientRect(), part.getBoundingClientRect()];
  const above = inner.top - frame.top;
  const below = inner.bottom - frame.bottom;
  if (where === "centre") box.scrollTop += above - (frame.height - inner.height) / 2;
  else if (above < 0) box.scrollTop += above;
  else if (below > 0) box.scrollTop += Math.min(below, above);
}
