// The search over the queue.

import type { JSX, RefObject } from "preact";
import { SearchIcon } from "../frame/icons";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

export function SearchBox({ input }: { readonly input: RefObject<HTMLInputElement | null> }): JSX.Element {
  const desk = useReview();
  const { search } = useReviewState();
  return (
    <label class="rv-search">
      <SearchIcon />
      <span class="unseen">{say.searchLabel}</span>
      <input
        ref={input}
        class="text-field"
        type="search"
        value={search}
        placeholder={say.searchPlaceholder}
        onInput={(event) => desk.change({ search: event.currentTarget.value, current: 0 })}
        onKeyDown={(event) => {
          if (event.isComposing || (event.key !== "Escape" && event.key !== "Enter")) return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}
