// 从项目清单新建…: names copied from Excel become empty forms of one set, or a file of targets is read.

import { useState } from "preact/hooks";
import { Button } from "../frame/button";
import type { SetChoice } from "../messages";
import { readNameList, type ListedProject } from "./name_list";

export interface NewProjects {
  readonly set: string;
  readonly year: string;
  readonly projects: readonly ListedProject[];
}

interface Props {
  readonly sets: readonly SetChoice[];
  /** Set and year of the projects that are there already. */
  readonly set: string;
  readonly year: string;
  readonly onNew: (wanted: NewProjects) => void;
  readonly onFile: () => void;
  readonly onLeave: () => void;
}

const SHOWN = 8;

export function FromList({ sets, set: usual, year: usualYear, onNew, onFile, onLeave }: Props) {
  const [text, setText] = useState("");
  const [set, setSet] = useState(usual);
  const [year, setYear] = useState(usualYear);
  const projects = readNameList(text);
  return (
    <section class="box merge" aria-labelledby="from-list-title">
      <header class="box-head">
        <h2 id="from-list-title">从项目清单新建</h2>
        <span class="quiet">一行一个项目；可以带编码、单位两栏，有没有栏目名称都行</span>
      </header>
      <div class="box-body from-list">
        <p>
          在 Excel 里选中项目名称（和编码、单位），复制，粘贴到这里。目标表里列有多个项目的，
          <button type="button" class="inline-link" onClick={onFile}>直接选文件…</button>
        </p>
        <textarea
          class="text-field"
          rows={8}
          aria-label="项目清单"
          value={text}
          ref={(area) => {
            if (area !== null && text === "") area.focus();
          }}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p class="from-list-set">
          <label>
            用的表
            <select class="text-field" value={set} onChange={(event) => setSet(event.currentTarget.value)}>
              {sets.map((one) => <option key={one.id} value={one.id}>{one.called}</option>)}
            </select>
          </label>
          <label>
            年度
            <input class="text-field year" inputMode="numeric" value={year} onInput={(event) => setYear(event.currentTarget.value)} />
          </label>
        </p>
        {projects.length > 0 && (
          <table class="merge-fields">
            <thead>
              <tr><th scope="col">项目名称</th><th scope="col">编码</th><th scope="col">单位</th></tr>
            </thead>
            <tbody>
              {projects.slice(0, SHOWN).map((project) => (
                <tr key={project.unit + project.code + project.name}>
                  <td>{project.name}</td><td>{project.code}</td><td>{project.unit}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {projects.length > SHOWN && <p class="quiet">另有 {projects.length - SHOWN} 个</p>}
      </div>
      <footer class="merge-foot">
        <span class="quiet" role="status">{projects.length === 0 ? "还没有项目" : "新建的是空表，可以撤销。"}</span>
        <Button onClick={onLeave}>不新建</Button>
        <Button
          kind="primary"
          disabled={projects.length === 0 || set === ""}
          onClick={() => onNew({ set, year: year.trim(), projects })}
        >
          新建 {projects.length} 个
        </Button>
      </footer>
    </section>
  );
}
