/**
 * The SDK takes the stack of each of its promises, in case one never settles, and the whole one of each resource: more than half
 * of the time that a program with hundreds of resources takes. One line of it still says where a program threw.
 */
const short = 1;
const usual = Error.stackTraceLimit;

/** For the processes that the engine starts. */
export const shortStacksOption = `--stack-trace-limit=${short}`;

export async function withShortStacks<T>(work: () => Promise<T>): Promise<T> {
  const prepare = Error.prepareStackTrace;
  Error.stackTraceLimit = short;
  if (prepare !== undefined) Error.prepareStackTrace = shortly(prepare);
  try {
    return await work();
  } finally {
    Error.stackTraceLimit = usual;
    Error.prepareStackTrace = prepare;
  }
}

type Prepare = NonNullable<typeof Error.prepareStackTrace>;

/** The test runner maps each frame to its source; a dependency's needs no map, and the SDK raises the limit itself. */
function shortly(prepare: Prepare): Prepare {
  return (error, frames) => {
    const first = frames.slice(0, short);
    const ours = first.some((frame) => !frame.getFileName()?.includes("/node_modules/"));
    return ours ? prepare(error, first) : `${error}\n    at ${first.join("")}`;
  };
}
