// Keys of 复核: listened to on the page, and said in the line below it.

import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Key } from "../frame/button";
import { inTextField } from "../frame/keys";
import { useSingleKeys } from "../hooks";
import { actionOf, type KeyPlace, type ReviewAction } from "./keys";
import { words as say } from "./words";

export type ReviewDo = (action: ReviewAction) => void;

/** Do what a key means on this screen; what it does not mean stays with frame and browser. */
export function useReviewKeys(screen: KeyPlace["screen"], chosen: boolean, doing: ReviewDo): void {
  const singleKeys = useSingleKeys();
  // Read at the moment of the key: a digit may follow the one before without a pause.
  const now = useRef({ doing, chosen, singleKeys });
  now.current = { doing, chosen, singleKeys };
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
      const action = actionOf(
        {
          key: event.key,
          ctrl: event.ctrlKey || event.metaKey,
          shift: event.shiftKey,
          alt: event.altKey,
          composing: event.isComposing,
        },
        { screen, focus: focusOf(event), chosen: now.current.chosen, singleKeys: now.current.singleKeys },
      );
      if (action === null) return;
      event.preventDefault();
      // A button that was pressed before would take the next Enter for itself.
      if (focusOf(event) === "button" && event.target instanceof HTMLElement) event.target.blur();
      now.current.doing(action);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [screen]);
}

function focusOf(event: KeyboardEvent): KeyPlace["focus"] {
  if (inTextField(event)) return "text";
  const { target } = event;
  return target instanceof Element && target.closest("button, input, a, summary") !== null ? "button" : "page";
}

export interface KeyHint {
  readonly keys: readonly string[];
  readonly text: string;
}

export const QUEUE_KEYS: readonly KeyHint[] = say.queueKeys;
export const PROJECT_KEYS: readonly KeyHint[] = say.projectKeys;

interface KeyLineProps {
  readonly keys: readonly KeyHint[];
  readonly note: ComponentChildren;
}

export function KeyLine({ keys, note }: KeyLineProps): JSX.Element {
  return (
    <footer class="rv-keys">
      {keys.map((hint) => (
        <span key={hint.text} class="rv-key-hint">
          {hint.keys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}{" "}
          {hint.text}
        </span>
      ))}
      <span class="rv-push" />
      <span>{note}</span>
    </footer>
  );
}
