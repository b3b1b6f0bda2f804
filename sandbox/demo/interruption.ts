/**
 * Ctrl-C reaches the engine too, which finishes what is under way and gives its lock back. So this process does not
 * end at once: it waits for the engine, and starts nothing more.
 */

export interface Interruption {
  happened(): boolean;
}

export function watchInterruptions(): Interruption {
  let happened = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!happened) process.stderr.write("\nstopping: what is under way is finished first\n");
      happened = true;
    });
  }
  return { happened: () => happened };
}
