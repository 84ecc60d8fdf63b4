// Buttons, keys and chips as drawn.

import type { ButtonHTMLAttributes, ComponentChildren } from "preact";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
  kind?: "primary" | "plain" | "link" | "tool";
  disabled?: boolean;
  children?: ComponentChildren;
};

export function Button({ kind = "plain", class: more, ...rest }: ButtonProps) {
  return <button type="button" class={`button ${kind} ${more ?? ""}`.trim()} {...rest} />;
}

/** A key as it is printed on a keyboard. */
export function Key({ children }: { children: ComponentChildren }) {
  return <kbd class="key">{children}</kbd>;
}

export type ChipTone = "edit" | "ask" | "note" | "lack" | "good" | "none" | "brand";

/** A small rounded word: 可交, 待认定, 初评 1/4. */
export function Chip({ tone = "none", dashed = false, children }: {
  tone?: ChipTone; dashed?: boolean; children: ComponentChildren;
}) {
  return <span class={`chip ${tone}${dashed ? " dashed" : ""}`}>{children}</span>;
}
