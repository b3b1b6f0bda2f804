/** Says on a terminal what a command is at, once it has taken more than two seconds. Commands do not pause, so they tell. */

export interface Terminal {
  readonly isTerminal: boolean;
  /** Milliseconds. */
  now(): number;
  write(text: string): void;
}

export interface TerminalProgress {
  /** Replaces what stood there before. */
  show(what: string): void;
  clear(): void;
}

const patience = 2000;
/** Often enough for people; a document of a thousand files tells of each. */
const pause = 100;
const emptyLine = "\r\u001b[K";

export function terminalProgress({ isTerminal, now, write }: Terminal): TerminalProgress {
  const started = now();
  let shownAt: number | undefined;
  return {
    show: (what) => {
      const at = now();
      const isEarly = at - started <= patience || at - (shownAt ?? 0) < pause;
      if (!isTerminal || isEarly) return;
      write(`${emptyLine}${what} …`);
      shownAt = at;
    },
    clear: () => {
      if (shownAt !== undefined) write(emptyLine);
      shownAt = undefined;
    },
  };
}
