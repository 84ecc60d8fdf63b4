// The bars under the top bar that stay until they are dealt with.

import { usePage, useWatched } from "../hooks";
import { Button } from "./button";
import { Shape } from "./shapes";
import { FRAME } from "./words";

export function NoticeBars() {
  const { notices } = usePage();
  useWatched(notices);
  return (
    <div class="notices" role="status">
      {notices.shown.map((notice) => (
        <div key={notice.key} class={`notice ${notice.severity}`}>
          <Shape severity={notice.severity} />
          <b>{notice.title}</b>
          {notice.text !== undefined && <span class="notice-text">{notice.text}</span>}
          {notice.actions?.map((action) => (
            <Button key={action.text} kind={action.kind ?? "plain"} onClick={() => action.run()}>
              {action.text}
            </Button>
          ))}
          {notice.lasting !== true && (
            <Button kind="link" onClick={() => notices.dismiss(notice.key)}>{FRAME.close}</Button>
          )}
        </div>
      ))}
    </div>
  );
}
