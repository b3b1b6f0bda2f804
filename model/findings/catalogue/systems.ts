/** Findings about systems that a group's baselines name: who patches them, and whether anything is approved. */
import { byId, type Catalogue, warning } from "./facts";

export const systems = {
  "system/unlisted": {
    level: "note",
    title: "A vendor's page of supported systems does not list a system, or lists it no longer.",
    fix: "Plan the move to a listed release, and watch that its machines are really scanned and patched.",
    exception: byId,
  },
  "baseline/unpatched": {
    level: "error",
    title: "A group's clouds patch none of the systems of one of its baselines.",
    fix: "Remove the baseline from the group, and patch such machines by other means or on a cloud that docs/kept.md names.",
    exception: byId,
  },
  "system/unpatched": {
    level: warning,
    title: "A group's clouds do not patch a system that one of its baselines names.",
    fix: "Give the group a baseline without the system, or accept it with an exception where the group has no such machines.",
    exception: byId,
  },
  "approval/nothing": {
    level: "error",
    title: "A baseline approves nothing on one of its systems.",
    fix: "Approve a classification that the system has there, such as security.",
    exception: byId,
  },
} as const satisfies Catalogue;
