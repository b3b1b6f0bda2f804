/** What the commands' options share: the document, the instant that counts as now, examples under the help. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { unseen } from "../model/document/controlCharacters";
import { suggestion } from "../model/document/suggestion";
import { parseEvent } from "../model/due/vulnerability";
import { firstYear, type Instant, lastYear } from "../model/time";
import { parseInstant } from "../model/zone";
import type { CommandContext, ExitCode } from "./context";

export type Outside = Omit<CommandContext, "asOf">;

/** Adds one command to the program; its action leaves the exit code in `state`. */
export type AddCommand = (program: Command, outside: Outside, state: { exit: ExitCode }) => void;

export function onDocument(command: Command): Command {
  return command
    .option("-f, --document <file>", "the policy document", "patching.yaml")
    .option("--json", "print the result as JSON");
}

export function asOfOption(): Option {
  return new Option(
    "--as-of <instant>",
    "the instant that counts as now, such as 2026-12-01T00:00Z",
  )
    .env("PATCHWARDEN_AS_OF")
    .argParser(parseAsOf);
}

function parseAsOf(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new InvalidArgumentError(`got "${text}"; write an instant such as 2026-12-01T00:00Z`);
  return instant;
}

/** An option with one of some words; its help lists them, and a refusal names the one that was meant. */
export function choiceOption(flags: string, what: string, words: readonly string[]): Option {
  return new Option(flags, what).choices(words).argParser((text: string) => {
    if (words.includes(text)) return text;
    throw new InvalidArgumentError(
      `Allowed choices are ${words.join(", ")}${suggestion(text, words)}.`,
    );
  });
}

export const severityWords = ["critical", "high", "medium", "low"] as const;
export const cloudWords = ["aws", "azure"] as const;

export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new InvalidArgumentError(`got "${text}"; allowed are whole numbers from 1 to 1000`);
  return count;
}

/** What a document says cannot steer a terminal, nor turn what is read there; in JSON the same is an escape. */
function printable(text: string): string {
  return text.replace(unseen, (character) =>
    /[\n\r\t]/.test(character)
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export function commandContext(outside: Outside, asOf?: number): CommandContext {
  return {
    cwd: outside.cwd,
    asOf: asOf ?? Math.floor(outside.now() / 60_000),
    now: outside.now,
    out: (text) => outside.out(printable(text)),
    err: (text) => outside.err(printable(text)),
    progress: (what) => outside.progress?.(what),
  };
}

/** An option that is the instant of an event; `written` is one, for the message. */
export function eventOption(written: string): (text: string) => Instant {
  return (text) => {
    const instant = parseEvent(text);
    if (instant === undefined)
      throw new InvalidArgumentError(
        `got "${text}"; write an instant such as ${written}, from ${firstYear} to ${lastYear}`,
      );
    return instant;
  };
}

export function example(text: string): string {
  return `\nExample:\n  ${text}`;
}
