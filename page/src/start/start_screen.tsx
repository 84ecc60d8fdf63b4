// 开始一份自评: from files at hand, from an empty form, or from where it was left.

import type { ComponentChildren } from "preact";
import { DropZone } from "../frame/drop_zone";
import type { GivenFile } from "../frame/files";
import { LockIcon } from "../frame/icons";
import type { SetChoice } from "../messages";
import { Drafts, type DraftsProps } from "./drafts";
import { SetPicker, type NewForm } from "./set_picker";
import { KINDS_AT_HAND, WHERE_DATA } from "./words";

interface Props extends DraftsProps {
  readonly sets: readonly SetChoice[];
  readonly usedBefore: readonly string[];
  /** 认出来的是, while there are files; it stands in place of the kinds at hand. */
  readonly brought: ComponentChildren;
  readonly notice: ComponentChildren;
  readonly onFiles: (files: readonly GivenFile[]) => void;
  readonly onNew: (form: NewForm) => void;
  readonly onExample: () => void;
}

export function StartScreen(props: Props) {
  const { sets, usedBefore, brought, onFiles, onNew, onExample } = props;
  return (
    <div class="start">
      <div class="start-main">
        <h1>开始一份自评</h1>
        {props.notice}
        <DropZone class="start-drop" label="把文件拖到这里" onFiles={onFiles}>
          {(choose) => (
            <>
              <DropMark />
              <p>
                <span class="drop-words">
                  把手里的文件拖到这里，
                  <button type="button" class="inline-link" onClick={() => choose("files")}>或者选文件…</button>
                </span>
                <span class="quiet">是哪一种，程序自己认；认出来先给您看，再往下走。原来的文件不会被改动。</span>
              </p>
              <button type="button" class="inline-link choose-folder" onClick={() => choose("folder")}>选文件夹…</button>
            </>
          )}
        </DropZone>
        {brought ?? (
          <ul class="kinds-at-hand">
            {KINDS_AT_HAND.map((kind) => (
              <li key={kind.name}>
                <b>{kind.name}</b>
                <span>{kind.gives}</span>
              </li>
            ))}
          </ul>
        )}
        {brought === null && (
          <>
            <h2 id="set-picker-title" class="start-empty">没有文件，从空表填</h2>
            <SetPicker sets={sets} usedBefore={usedBefore} onNew={onNew} />
          </>
        )}
      </div>
      <aside class="start-side" aria-label="接着填和说明">
        <Drafts {...props} />
        <section class="box">
          <h2 class="box-head">一次填几十个项目</h2>
          <p class="box-body">
            拖进整个文件夹，或者一份列有多个项目的目标表，一个项目一份表，进度在一张单子上；最后出汇总表和自评综述。
          </p>
        </section>
        <section class="box">
          <h2 class="box-head">先看一眼成品</h2>
          <p class="box-body">
            六份公开的自评表（深圳市政务服务数据管理局，2022年度）。
            <br />
            <button type="button" class="inline-link" onClick={onExample}>打开示例 ›</button>
          </p>
        </section>
        <section class="box where-data">
          <h2><LockIcon /> 您的数据在哪里</h2>
          <p>{WHERE_DATA}</p>
        </section>
      </aside>
    </div>
  );
}

function DropMark() {
  return (
    <svg class="drop-mark" width="32" height="40" viewBox="0 0 32 40" aria-hidden="true">
      <path d="M3 2h18l8 8v28H3z M21 2v8h8" />
      <path d="M16 15v14m-6-6l6 6 6-6" />
    </svg>
  );
}
