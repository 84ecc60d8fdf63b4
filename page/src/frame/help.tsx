// 帮助: all keys, the switch for single keys, and 关于.

import { usePage, useSingleKeys } from "../hooks";
import { Key } from "./button";
import { Dialog } from "./dialog";
import { KEY_GROUPS } from "./key_words";
import { FRAME } from "./words";

export function Help({ onClose }: { onClose: () => void }) {
  const page = usePage();
  const singleKeys = useSingleKeys();
  return (
    <Dialog title={FRAME.help} onClose={onClose} wide>
      <div class="help-keys">
        {KEY_GROUPS.map(({ title, keys }) => (
          <table key={title} class="key-table">
            <caption>{title}</caption>
            <tbody>
              {keys.map(([pressed, does]) => (
                <tr key={pressed}>
                  <th scope="row">{pressed.split(" ").map((key) => <Key key={key}>{key}</Key>)}</th>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <label class="help-switch">
        <input
          type="checkbox" checked={singleKeys}
          onChange={(event) => page.singleKeys.set(event.currentTarget.checked)}
        />
        {FRAME.singleKeys} <span class="quiet">{FRAME.singleKeysText}</span>
      </label>
      <About />
    </Dialog>
  );
}

/** Version and licences stand in the file itself, where the build put them. */
function About() {
  const licences = document.getElementById("licences")?.textContent?.trim();
  if (!licences) return null;
  return (
    <details class="about">
      <summary>{FRAME.about}</summary>
      <pre>{licences}</pre>
    </details>
  );
}
