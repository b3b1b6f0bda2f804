/** A progress line on standard error: what runs, how far it is and for how long it has been running. */

export interface Progress {
  /** One more resource was looked at. */
  step(): void;
  end(outcome: string): void;
}

const intervalMilliseconds = { terminal: 500, log: 10_000 };

export function startProgress(title: string): Progress {
  const started = Date.now();
  const terminal = process.stderr.isTTY === true;
  let steps = 0;
  const line = (state: string): string =>
    `${title}: ${state}, ${steps} resources, ${((Date.now() - started) / 1000).toFixed(0)} s`;
  const timer = setInterval(
    () => process.stderr.write(terminal ? `\r${line("running")}` : `${line("running")}\n`),
    terminal ? intervalMilliseconds.terminal : intervalMilliseconds.log,
  );
  timer.unref();
  return {
    step: () => {
      steps += 1;
    },
    end: (outcome) => {
      clearInterval(timer);
      process.stderr.write(`${terminal ? "\r" : ""}${line(outcome)}\n`);
    },
  };
}
