/** Declares without call stacks. */

/** Node's own: whoever sets another wants to see them. */
const usual = 10;

/**
 * Pulumi takes a call stack for each resource, and the TypeScript loader translates each line of it: more than half of the
 * time in which a policy is declared. All resources of one come from the same few lines, so that the stacks say nothing.
 * With `NODE_OPTIONS=--stack-trace-limit=20` they are taken all the same, to look into an error of the programme.
 */
export function withoutTraces<Value>(declare: () => Value): Value {
  const before = Error.stackTraceLimit;
  if (before !== usual) return declare();
  Error.stackTraceLimit = 0;
  try {
    return declare();
  } finally {
    Error.stackTraceLimit = before;
  }
}
