/** Steps of the node runbook that others go on to when something fails, by how far the machine has got. */
export const place = {
  /** Nothing was changed on the machine; it may have been started. */
  stopAgain: "WhetherToStopAgain",
  /** The team's hooks have begun. */
  exit: "WhetherHookOnExit",
  /** Patches were installed, or may have been. */
  broken: "WhetherToRestore",
  /** Nothing more to do. */
  done: "Done",
} as const;
