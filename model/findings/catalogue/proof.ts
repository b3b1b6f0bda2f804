/** Findings of the proof: promises that the calendar does not keep. */
import { byId, type Catalogue } from "./facts";

export const proof = {
  "deadline/late": {
    level: "error",
    title: "A patch can be installed later than promised.",
    fix: "Add or move a window, shorten a delay or a soak, or promise what the calendar can keep; `patchwarden check` shows the timeline.",
    exception: "deadlines",
  },
  "deadline/not-served": {
    level: "error",
    title: "A patch can go uninstalled for good.",
    fix: "Approve the kind of patch that the message names, give the class an out-of-cycle path, or choose a strategy that this release deploys or that names an image window.",
    exception: "deadlines",
  },
  "deadline/not-deployed": {
    level: "error",
    title:
      "The calendar of a group's images would keep a promise, and nothing of this release follows that calendar.",
    fix: "Choose a strategy that this release deploys, or leave the group to the tool that builds its images.",
    exception: "none",
  },
  capacity: {
    level: "error",
    title: "A run is too short for all machines of the ring.",
    fix: "Raise concurrency or the window's duration, or lower cutoff or perNode.",
    exception: "none",
  },
  "soak/broken": {
    level: "error",
    title: "A patch can reach a ring before it has rested long enough in the ring before.",
    fix: "Raise the delay of the later ring's baseline, or move its window further from the ring before.",
    exception: byId,
  },
} as const satisfies Catalogue;
