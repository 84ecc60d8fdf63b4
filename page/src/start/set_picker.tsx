// 没有文件，从空表填: search for a form by words, choose it by arrow keys, name year and project.

import { SearchIcon } from "../frame/icons";
import { Button } from "../frame/button";
import { useState } from "preact/hooks";
import type { SetChoice } from "../messages";
import { searchSets } from "./set_search";
import { SET_KINDS, setsFound } from "./words";

export interface NewForm {
  readonly set: string;
  readonly year: string;
  readonly name: string;
}

interface Props {
  readonly sets: readonly SetChoice[];
  readonly usedBefore: readonly string[];
  readonly onNew: (form: NewForm) => void;
}

export function SetPicker({ sets, usedBefore, onNew }: Props) {
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState(0);
  const [year, setYear] = useState<string | null>(null);
  const [name, setName] = useState("");
  const found = searchSets(sets, query, usedBefore);
  const chosen = found[Math.min(place, found.length - 1)];
  const shownYear = year ?? (chosen?.year == null ? "" : String(chosen.year));
  const begin = () => {
    if (chosen !== undefined) onNew({ set: chosen.id, year: shownYear.trim(), name: name.trim() });
  };
  const move = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      setPlace(Math.max(0, Math.min(found.length - 1, next)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      begin();
    }
  };
  return (
    <section class="set-picker box" aria-labelledby="set-picker-title">
      <div class="set-search">
        <SearchIcon />
        <input
          type="text"
          class="text-field"
          value={query}
          placeholder="地区、表名、文号，或拼音首字母 sz xm"
          aria-label="找表：地区、表名、年度、文号，拼音首字母也可以"
          role="combobox"
          aria-expanded="true"
          aria-controls="set-list"
          aria-activedescendant={chosen === undefined ? undefined : `set-${found.indexOf(chosen)}`}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={move}
        />
        <span class="set-found" aria-live="polite">
          {setsFound(found.length, sets.length, query.trim() !== "")}
        </span>
      </div>
      <ul id="set-list" class="set-list" role="listbox" aria-label="自评表">
        {found.map((set, index) => (
          <SetRow
            key={set.id}
            set={set}
            id={`set-${index}`}
            chosen={set === chosen}
            onChoose={() => setPlace(index)}
            onBegin={begin}
          />
        ))}
      </ul>
      <div class="set-new">
        <label>
          年度
          <input
            class="text-field year"
            inputMode="numeric"
            value={shownYear}
            onInput={(event) => setYear(event.currentTarget.value)}
          />
        </label>
        <label>
          项目名称
          <input
            class="text-field name"
            value={name}
            placeholder="可以以后再填"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <Button kind="primary" disabled={chosen === undefined} onClick={begin}>
          新建
        </Button>
      </div>
    </section>
  );
}

interface RowProps {
  readonly set: SetChoice;
  readonly id: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onBegin: () => void;
}

export function SetRow({ set, id, chosen, onChoose, onBegin }: RowProps) {
  const levels = set.levels.map((level) => level.name + level.points).join(" ");
  const facts = [set.year === null ? "" : String(set.year), levels].filter((fact) => fact !== "");
  return (
    // The keys of the list are those of the search field, which keeps the focus.
    <li
      id={id}
      role="option"
      aria-selected={chosen}
      class={chosen ? "set chosen" : "set"}
      ref={(row) => {
        if (chosen) row?.scrollIntoView({ block: "nearest" });
      }}
      onClick={onChoose}
      onDblClick={onBegin}
    >
      <span class="set-region">{set.region}</span>
      <span class="set-title">
        <b>{set.title}</b>
        <small>{facts.join(" · ")}</small>
      </span>
      <span class="chip none">{SET_KINDS[set.kind]}</span>
    </li>
  );
}
