/** What an install can go back to: a tier's recovery points, and how a group has them otherwise. */
import { mapping, oneOf, truth } from "./parsed";
import { wholeDays, wholeHours } from "./times";

const how = {
  when: oneOf(["before", "inWindow"]),
  hybrid: oneOf(["refuse", "skip"]),
  autoScaling: oneOf(["refuse", "skip"]),
  unsupportedDisks: oneOf(["cancel", "proceed", "exclude"]),
};
const maxAge = () => wholeHours(1, 8760);

/** Left out and written stay apart: only what is written is told where a cloud does not keep it. */
export const recoveryPoint = mapping({
  required: truth()
    .default(true)
    .meta({ description: "Nothing is installed without a recovery point", examples: [false] }),
  keep: wholeDays(1, 3650)
    .prefault("7d")
    .meta({ description: "How long recovery points are kept", examples: ["14d"] }),
  when: how.when.optional().meta({
    description:
      "On AWS: by a backup plan 4 hours before the window, or inWindow, by the run itself, machine by machine",
    default: "before",
    examples: ["inWindow"],
  }),
  maxAge: maxAge()
    .optional()
    .meta({
      description:
        "How old one from before the window may be when its machine is patched; the time from its start to the window's end when left out",
      examples: ["12h"],
    }),
  hybrid: how.hybrid.optional().meta({
    description:
      "Hybrid machines can have no recovery point in the cloud: refuse to patch them, or skip it and patch them all the same",
    default: "refuse",
    examples: ["skip"],
  }),
  autoScaling: how.autoScaling.optional().meta({
    description:
      "Machines of an Auto Scaling group are replaced from its image, so that a recovery point of one is of no use: refuse to patch them, or skip it and patch them all the same",
    default: "refuse",
    examples: ["skip"],
  }),
  unsupportedDisks: how.unsupportedDisks.optional().meta({
    description:
      "On Azure some disks know no restore point: cancel the run, proceed without one for their machine, or exclude shared data disks from its point",
    default: "cancel",
    examples: ["exclude"],
  }),
});

/** What is promised stays the tier's. */
export const groupRecoveryPoint = mapping({
  when: how.when
    .optional()
    .meta({ description: "before or inWindow; the tier's when left out", examples: ["inWindow"] }),
  maxAge: maxAge()
    .optional()
    .meta({ description: "How old one may be; the tier's when left out", examples: ["12h"] }),
  hybrid: how.hybrid
    .optional()
    .meta({ description: "refuse or skip; the tier's when left out", examples: ["skip"] }),
  autoScaling: how.autoScaling
    .optional()
    .meta({ description: "refuse or skip; the tier's when left out", examples: ["skip"] }),
  unsupportedDisks: how.unsupportedDisks.optional().meta({
    description: "cancel, proceed or exclude; the tier's when left out",
    examples: ["exclude"],
  }),
});
