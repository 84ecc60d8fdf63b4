// Keys that work on every screen.

import type { Page } from "../page";
import { saveFile } from "./store_notices";

/** Whether a key goes into a text that the person is typing. */
export function inTextField(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** What a screen has not taken for itself (by `preventDefault`) is done here. */
export function pageKey(page: Page, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = event.key.toLowerCase();
  const route = page.routes.now;
  if (key === "f1") {
    page.help.set(true);
  } else if (event.ctrlKey && !event.altKey && key === "s") {
    if (page[route.place].current !== null) saveFile(page, route.place);
  } else if (event.ctrlKey && !event.altKey && key === "p" && route.place === "report" && "submission" in route) {
    if (route.screen === "print") return;
    page.routes.navigate({ place: "report", screen: "print", submission: route.submission, now: true });
  } else if (event.ctrlKey && !event.altKey && (key === "z" || key === "y") && !inTextField(event)) {
    const open = page[route.place].current;
    if (key === "y" || event.shiftKey) open?.redo();
    else open?.undo();
  } else {
    return;
  }
  event.preventDefault();
}
