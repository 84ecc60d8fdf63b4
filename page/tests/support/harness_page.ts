// A page with nothing but what the harness itself is tried on.

import { bridgeEngine } from "./bridge";

const engine = bridgeEngine();
const place = document.getElementById("page") as HTMLElement;

function add<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, id: string, text = ""): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.id = id;
  made.textContent = text;
  place.append(made);
  return made;
}

const main = add("main", "main");
const title = document.createElement("h1");
title.textContent = "试验";
main.append(title);
const said = document.createElement("p");
said.id = "said";
main.append(said);
const field = document.createElement("textarea");
field.id = "field";
field.setAttribute("aria-label", "格子");
main.append(field);

const say = (text: string): void => {
  said.textContent = text;
};

engine.watch((state) => {
  document.body.dataset["engine"] = state.kind;
  if (state.kind === "ready") {
    void engine.ask("hello", {}).then((answer) => say(`版本 ${answer.body.version}`));
  }
});

main.addEventListener("dragover", (event) => event.preventDefault());
main.addEventListener("drop", (event) => {
  event.preventDefault();
  const items = [...(event.dataTransfer?.items ?? [])];
  const handles = items.map(
    (item) =>
      (item as unknown as { getAsFileSystemHandle(): Promise<FileSystemHandle | null> }).getAsFileSystemHandle(),
  );
  void Promise.all(handles).then(async (found) => {
    const names: string[] = [];
    for (const handle of found) {
      names.push(`${handle?.kind ?? ""} ${handle?.name ?? ""}`);
      if (handle?.kind !== "directory") continue;
      const folder = handle as unknown as { keys(): AsyncIterable<string> };
      for await (const name of folder.keys()) names.push(name);
    }
    say(names.sort().join("、"));
  });
});
field.addEventListener("paste", (event) => {
  event.preventDefault();
  say(`${event.clipboardData?.getData("text/html") ?? ""}|${event.clipboardData?.getData("text/plain") ?? ""}`);
});
field.addEventListener("copy", (event) => {
  event.preventDefault();
  event.clipboardData?.setData("text/plain", "一\t二");
});
field.addEventListener("compositionupdate", (event) => {
  document.body.dataset["composed"] = `${document.body.dataset["composed"] ?? ""}${event.data},`;
});
const button = document.createElement("button");
button.textContent = "下载";
button.addEventListener("click", () => {
  const link = document.createElement("a");
  link.download = "表.txt";
  link.href = URL.createObjectURL(new Blob(["内容"]));
  link.click();
});
main.append(button);
