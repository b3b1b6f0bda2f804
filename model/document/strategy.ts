/** How a group is patched, and why so: the choice is recorded beside what decides it. */
import * as z from "zod";
import { rollbackKinds, strategyKinds, strictest } from "../strategy/kinds";
import { mapping, nameText, oneOf, sentence, truth } from "./parsed";
import { share } from "./rates";

export const strategy = mapping({
  kind: oneOf(strategyKinds).meta({
    description:
      "inPlace, rolling and canary patch machines where they stand; blueGreen and replace bring new ones from an image",
    examples: ["rolling"],
  }),
  reason: sentence("the reason in a sentence")
    .optional()
    .meta({
      description:
        "Why; none when left out, which is a finding unless `patchwarden strategy` recommends the kind",
      examples: ["the vendor supports no second set of machines"],
    }),
  stateful: truth()
    .optional()
    .meta({
      description: "Whether machines hold data of their own; the stricter one when left out",
      default: strictest.stateful,
      examples: [true],
    }),
  rollback: oneOf(rollbackKinds)
    .optional()
    .meta({
      description:
        "How one goes back: simple (remove the package), snapshot (restore the machine) or complex (more than that)",
      default: strictest.rollback,
      examples: ["snapshot"],
    }),
  minHealthy: share()
    .optional()
    .meta({
      description:
        "Share of each ring's machines that stays up while it is patched; the tier says how much availability is needed when left out",
      examples: ["75%"],
    }),
  image: nameText.optional().meta({
    description:
      "Window of `windows` in which images are built, for blueGreen and replace; none when left out",
    examples: ["image-build"],
  }),
  onLaunch: z
    .literal("patch", { error: () => "must be patch, or be left out" })
    .optional()
    .meta({
      description: "patch: a machine is patched when it starts; nothing happens then when left out",
      examples: ["patch"],
    }),
});
