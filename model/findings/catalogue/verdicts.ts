/** Findings about what a ring's gate cannot ask of the ring before. */
import { verdictLimits } from "../../verdictLimits";
import { byId, type Catalogue, warning } from "./facts";

export const verdicts = {
  "verdict/not-asked": {
    level: warning,
    title:
      "A ring does not wait until the ring before has run well, since that is patched on another cloud or in another partition only.",
    fix: "Patch a ring before it on the same cloud, let people approve the run, or accept it with an exception.",
    exception: byId,
  },
  "verdict/own-account": {
    level: "note",
    title: `A group is patched in more than ${verdictLimits.places} accounts and regions of AWS, in more than ${verdictLimits.accounts} other accounts, or in several partitions, and each account waits for its own verdicts only.`,
    fix: "Nothing, when each account is to stand alone; else give the accounts groups of their own, promoted one from another.",
    exception: byId,
  },
  "verdict/not-closed": {
    level: warning,
    title:
      "A ring's run, or the next one of the ring before, begins less than an hour after the one of the ring before, which may still be closing: the ring's gate then stays shut.",
    fix: "Start both windows an hour or more after the last machine of the ring before is done.",
    exception: byId,
  },
} as const satisfies Catalogue;
