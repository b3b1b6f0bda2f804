/** The group that a command was asked about, or one line that says which there are. */
import { suggestion } from "../model/document/suggestion";
import { shortList } from "../model/textTable";
import type { CommandContext, ExitCode } from "./context";
import { type DocumentOptions, type OpenedDocument, openDocument } from "./documentArgument";

/** The loaded document when it has the group, or the exit code after the reason has been printed. */
export function openWithGroup(
  command: string,
  group: string | undefined,
  options: DocumentOptions,
  context: CommandContext,
): OpenedDocument | { readonly exit: ExitCode } {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened;
  const fault = groupFault(command, group, Object.keys(opened.loaded.policy.groups));
  if (fault === undefined) return opened;
  context.err(fault);
  return { exit: 2 };
}

/** What is wrong with the name; nothing when there is none or it is a group's. */
export function groupFault(
  command: string,
  name: string | undefined,
  groups: readonly string[],
): string | undefined {
  if (name === undefined || groups.includes(name)) return undefined;
  return `${command}: no group "${name}"${suggestion(name, groups)}; the document has ${shortList(groups)}`;
}
