/** Findings about what the document asks and a cloud does not keep. */
import { byId, type Catalogue, warning } from "./facts";

export const kept = {
  "delay/not-kept": {
    level: warning,
    title: "A cloud does not keep the approval delay: patches are installed from their release on.",
    fix: "Hold patches back by the window's schedule, or accept it with an exception.",
    exception: byId,
  },
  "severity/not-kept": {
    level: warning,
    title: "A cloud does not tell severities apart: the others are installed too.",
    fix: "Leave severity out of the baseline there, or accept it with an exception.",
    exception: byId,
  },
  "soak/not-kept": {
    level: warning,
    title: "Nothing keeps the rest between two rings.",
    fix: "Put the rings into windows that lie far enough apart, or accept it with an exception.",
    exception: byId,
  },
  "concurrency/not-kept": {
    level: warning,
    title: "A cloud installs on all machines of the ring at once.",
    fix: "Split the ring into several with windows of their own, or accept it with an exception.",
    exception: byId,
  },
  "stop-after/not-kept": {
    level: warning,
    title: "A cloud does not stop a run after failures.",
    fix: "Put fewer machines into the ring, or accept it with an exception.",
    exception: byId,
  },
  "cutoff/not-kept": {
    level: warning,
    title: "A cloud starts new work until the end of the window.",
    fix: "Leave cutoff out of windows that only this cloud uses, or accept it with an exception.",
    exception: byId,
  },
  "reject/not-kept": {
    level: warning,
    title: "A cloud cannot express an entry of a reject list, so the package is installed.",
    fix: "Write whole package names into the list.",
    exception: byId,
  },
  "approval/nothing": {
    level: "error",
    title: "A baseline approves nothing on one of its systems.",
    fix: "Approve a classification that the system has there, such as security.",
    exception: byId,
  },
} as const satisfies Catalogue;
