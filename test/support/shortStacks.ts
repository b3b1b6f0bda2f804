/**
 * The SDK takes the stack of each of its promises, in case one never settles: more than half of the time that a program with
 * hundreds of resources takes. One line of it still says where a program threw.
 */
const short = 1;
const usual = Error.stackTraceLimit;

/** For the processes that the engine starts. */
export const shortStacksOption = `--stack-trace-limit=${short}`;

export async function withShortStacks<T>(work: () => Promise<T>): Promise<T> {
  Error.stackTraceLimit = short;
  try {
    return await work();
  } finally {
    Error.stackTraceLimit = usual;
  }
}
