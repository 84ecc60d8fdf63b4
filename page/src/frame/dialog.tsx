// A dialog that keeps the focus while it is open and gives it back when it closes.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { Button } from "./button";
import { FRAME } from "./words";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** Buttons at the foot; where there are none, 关闭. */
  foot?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, foot, wide = false, children }: DialogProps) {
  const shown = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = shown.current;
    dialog?.showModal();
    return () => {
      // What lies behind an open dialog takes no focus.
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // With the dialog itself, not after it is painted: an Esc in between would close it behind our back.
  useLayoutEffect(() => {
    const dialog = shown.current;
    const cancelled = (event: Event) => {
      event.preventDefault();
      onClose();
    };
    // A second Esc without a key or click between closes it whatever is said to the first.
    dialog?.addEventListener("cancel", cancelled);
    dialog?.addEventListener("close", onClose);
    return () => {
      dialog?.removeEventListener("cancel", cancelled);
      dialog?.removeEventListener("close", onClose);
    };
  }, [onClose]);
  return (
    <dialog ref={shown} class={wide ? "dialog wide" : "dialog"} aria-label={title}>
      <h2 class="dialog-title">{title}</h2>
      <div class="dialog-body">{children}</div>
      <div class="dialog-foot">{foot ?? <Button onClick={onClose}>{FRAME.close}</Button>}</div>
    </dialog>
  );
}
