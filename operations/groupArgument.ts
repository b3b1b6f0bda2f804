/** The group that a command was asked about, or one line that says which there are. */
import { suggestion } from "../model/document/suggestion";
import { shortList } from "../model/textTable";

/** What is wrong with the name; nothing when there is none or it is a group's. */
export function groupFault(
  command: string,
  name: string | undefined,
  groups: readonly string[],
): string | undefined {
  if (name === undefined || groups.includes(name)) return undefined;
  return `${command}: no group "${name}"${suggestion(name, groups)}; the document has ${shortList(groups)}`;
}
