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

interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** 关于: what the file carries and under which licences, as its build put it down. */
function About() {
  const parts = partsCarried();
  if (parts.length === 0) return null;
  return (
    <details class="about">
      <summary>{FRAME.about}</summary>
      <ul>
        {parts.map(({ name, version, licence, text }) => (
          <li key={name}>
            <details>
              <summary>{name} {version} · {licence}</summary>
              <pre>{text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </details>
  );
}

function partsCarried(): readonly Part[] {
  const put = document.getElementById("notices")?.textContent;
  return put ? (JSON.parse(put) as readonly Part[]) : [];
}
