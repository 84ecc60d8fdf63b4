// 合并他人的草稿…: what differs side by side, row by row; nothing is taken that was not chosen.

import { useState } from "preact/hooks";
import { Button } from "../frame/button";
import { Shape } from "../frame/shapes";
import type { MergedProject } from "../messages";
import { openFields, sideKey, type Side, type Taken } from "./take_over";

interface Props {
  readonly file: string;
  readonly projects: readonly MergedProject[];
  readonly onTake: (taken: Taken) => void;
  readonly onLeave: () => void;
}

export function Merge({ file, projects, onTake, onLeave }: Props) {
  const [taken, setTaken] = useState<Taken>({ added: new Set(), sides: new Map() });
  const places = projects.map((project, place) => ({ project, place }));
  const added = places.filter(({ project }) => project.mine === null);
  const changed = places.filter(({ project }) => project.mine !== null && project.theirs !== null && project.fields.length > 0);
  const same = places.filter(({ project }) => project.mine !== null && project.theirs !== null && project.fields.length === 0);
  const open = openFields(projects, taken);
  const add = (wanted: readonly number[], on: boolean) => {
    const next = new Set(taken.added);
    for (const place of wanted) on ? next.add(place) : next.delete(place);
    setTaken({ ...taken, added: next });
  };
  const choose = (place: number, fields: readonly string[], side: Side) => {
    const sides = new Map(taken.sides);
    for (const at of fields) sides.set(sideKey(place, at), side);
    setTaken({ ...taken, sides });
  };
  const takes = taken.added.size + [...taken.sides.values()].filter((side) => side === "theirs").length;
  return (
    <section class="box merge" aria-labelledby="merge-title">
      <header class="box-head">
        <h2 id="merge-title" tabIndex={-1} ref={(title) => title?.focus()}>合并 {file}</h2>
        <span class="quiet">
          两边都改过的 {changed.length} 个，只有那边有的 {added.length} 个，一样的 {same.length} 个
        </span>
      </header>
      {added.length > 0 && (
        <div class="merge-project">
          <h3>只有那边有的项目，要加入的请打勾</h3>
          <div class="merge-all">
            <Button onClick={() => add(added.map(({ place }) => place), true)}>都加入</Button>
            <Button onClick={() => add(added.map(({ place }) => place), false)}>都不加入</Button>
          </div>
          {added.map(({ project, place }) => (
            <label key={place} class="tick">
              <input
                type="checkbox"
                checked={taken.added.has(place)}
                onChange={(event) => add([place], event.currentTarget.checked)}
              />
              {project.title}
            </label>
          ))}
        </div>
      )}
      {changed.map(({ project, place }) => (
        <Changed key={place} project={project} place={place} taken={taken} onChoose={choose} />
      ))}
      {changed.length === 0 && added.length === 0 && (
        <p class="box-body"><Shape severity="good" /> 两边一样，没有要合并的。</p>
      )}
      <footer class="merge-foot">
        <span class="quiet" role="status">
          {open > 0 ? `还有 ${open} 处没有选留哪边的。` : takes === 0 ? "什么也不会改。" : `从那边拿 ${takes} 处，合并后可以撤销。`}
        </span>
        <Button onClick={onLeave}>不合并</Button>
        <Button kind="primary" disabled={open > 0 || takes === 0} onClick={() => onTake(taken)}>合并</Button>
      </footer>
    </section>
  );
}

interface ChangedProps {
  readonly project: MergedProject;
  readonly place: number;
  readonly taken: Taken;
  readonly onChoose: (place: number, fields: readonly string[], side: Side) => void;
}

function Changed({ project, place, taken, onChoose }: ChangedProps) {
  const all = project.fields.map((field) => field.at);
  return (
    <div class="merge-project">
      <h3>{project.title}</h3>
      <div class="merge-all">
        <span class="quiet">{all.length} 处不同</span>
        <Button onClick={() => onChoose(place, all, "mine")}>都留这边的</Button>
        <Button onClick={() => onChoose(place, all, "theirs")}>都用那边的</Button>
      </div>
      <table class="merge-fields">
        <thead>
          <tr>
            <th scope="col">哪一格</th>
            <th scope="col">这边</th>
            <th scope="col">那边</th>
          </tr>
        </thead>
        <tbody>
          {project.fields.map((field) => {
            const side = taken.sides.get(sideKey(place, field.at));
            const cell = (which: Side, text: string) => (
              <td class={side === which ? "taken" : ""}>
                <label>
                  <input
                    type="radio"
                    name={sideKey(place, field.at)}
                    checked={side === which}
                    onChange={() => onChoose(place, [field.at], which)}
                  />
                  {text === "" ? <i>空着</i> : text}
                </label>
              </td>
            );
            return (
              <tr key={field.at}>
                <th scope="row">{field.label}</th>
                {cell("mine", field.mine)}
                {cell("theirs", field.theirs)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
