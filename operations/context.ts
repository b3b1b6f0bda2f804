/** What a command gets from the outside, and what it gives back: no command reads the clock or the terminal itself. */
import type { Instant } from "../model/time";

/** 0 done, 1 failed, 2 wrong use or an invalid document, 3 finished but not compliant or incomplete. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CommandContext {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** The instant that counts as now. */
  readonly asOf: Instant;
  /** Milliseconds since 1970, for what must not take too long. */
  now(): number;
  /** Writes a line (or several) to standard output. */
  out(text: string): void;
  /** Writes a line (or several) to standard error. */
  err(text: string): void;
  /** Hears what a command is at, for whoever waits at a terminal. */
  progress?(what: string): void;
}
