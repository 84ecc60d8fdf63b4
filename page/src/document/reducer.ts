// The one place where a document becomes another: a command applied, and the command that takes it back.

import { PathFault, getAt, replaceAt, sameJson } from "./cells";
import type { Command, Json } from "./document";

/** The document after a command; a command that was made for another document is refused. */
export function apply<Root>(root: Root, command: Command): Root {
  switch (command.do) {
    case "set":
      if (!sameJson(getAt(root, command.path), command.from)) {
        throw new PathFault(command.path, "another value stands here");
      }
      return replaceAt(root, command.path, command.to);
    case "rows": {
      const rows = getAt(root, command.path);
      if (!Array.isArray(rows)) throw new PathFault(command.path, "no list");
      const end = command.at + command.remove.length;
      if (command.at > rows.length || !sameJson(rows.slice(command.at, end), command.remove)) {
        throw new PathFault(command.path, "other rows stand here");
      }
      const after: readonly Json[] = [...rows.slice(0, command.at), ...command.insert, ...rows.slice(end)];
      return replaceAt(root, command.path, after);
    }
    case "batch":
      return command.commands.reduce((now, part) => apply(now, part), root);
  }
}

/** The command that takes a command back. */
export function inverse(command: Command): Command {
  switch (command.do) {
    case "set":
      return { do: "set", path: command.path, from: command.to, to: command.from };
    case "rows":
      return { do: "rows", path: command.path, at: command.at, remove: command.insert, insert: command.remove };
    case "batch":
      return { do: "batch", commands: command.commands.map(inverse).reverse() };
  }
}

/** Whether a command leaves everything as it is. */
export function isNothing(command: Command): boolean {
  switch (command.do) {
    case "set":
      return sameJson(command.from, command.to);
    case "rows":
      return sameJson(command.remove, command.insert);
    case "batch":
      return command.commands.every(isNothing);
  }
}

/** The first place that a command touches, so that a screen can go there. */
export function firstPlace(command: Command): string {
  if (command.do === "set") return command.path;
  if (command.do === "rows") return `${command.path}/${command.at}`;
  const first = command.commands[0];
  return first === undefined ? "" : firstPlace(first);
}
