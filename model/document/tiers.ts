/** Business criticality: tiers, and what each of them promises. */

import { acceptance } from "./acceptance";
import { tierFrom } from "./classification";
import { deadlines } from "./deadlines";
import { mapping, nameText } from "./parsed";
import { recoveryPoint } from "./recoveryPoint";
import { rollback } from "./rollback";
import { cadence } from "./times";

export const tier = mapping({
  from: tierFrom.optional().meta({
    description:
      "Classifications that come to this tier: alternatives, of which all keys of one have to fit; none when left out",
    examples: [
      [{ businessImpact: ["severe"] }, { dataClass: ["restricted"], exposure: "internet" }],
    ],
  }),
  deadlines: deadlines.meta({
    description:
      "What is promised, from the vendor's release: one set, or a list of complete sets of which all but the first start on a day",
    examples: [
      { critical: "14d", high: "30d", exploited: "72h" },
      [{ critical: "14d" }, { from: "2027-07-01", critical: "7d" }],
    ],
  }),
  cadence: cadence()
    .optional()
    .meta({
      description:
        "Longest time between the starts of two runs of a ring, whatever is released; none is promised when left out",
      examples: ["1mo", "5w"],
    }),
  outOfCycle: nameText.optional().meta({
    description:
      "Path of `outOfCycle` for what routine windows cannot serve in time; none when left out",
    examples: ["urgent"],
  }),
  recoveryPoint: recoveryPoint.prefault({}).meta({
    description: "What an install can go back to",
    examples: [{ required: true, keep: "14d" }],
  }),
  rollback: rollback.optional().meta({
    description: "Thresholds that stop a rollout and undo it; none when left out",
    examples: [{ when: [{ failed: "5%" }, { manual: true }], within: "1h", loss: "24h" }],
  }),
  acceptance: acceptance.optional().meta({
    description:
      "Who may accept risks of the tier's groups, and for how long; anybody when left out",
    examples: [{ by: ["ciso"], longest: "90d", renewals: 1 }],
  }),
}).superRefine(({ recoveryPoint: { required }, rollback: undo }, context) => {
  if (undo?.onFailure !== "restore" || required) return;
  const message =
    "must be stop, or be left out, where recoveryPoint.required is false: there may be nothing to restore";
  context.addIssue({ code: "custom", path: ["rollback", "onFailure"], message });
});
