/** Thresholds that stop a rollout and undo it, and how fast: recovery time and recovery point objectives. */
import * as z from "zod";
import type { RollbackTrigger } from "../plan";
import { listOf, mapping, oneOf } from "./parsed";
import { share, wholeNumber } from "./rates";
import { elapsed } from "./times";

const yes = () => z.literal(true, { error: () => "must be true, or be left out" });

const triggerKeys = mapping({
  failed: share()
    .optional()
    .meta({
      description: "Share of a ring's machines on which the patch failed; no trigger when left out",
      examples: ["5%"],
    }),
  unhealthyFor: elapsed("a duration such as 10m", 1)
    .optional()
    .meta({
      description: "Health checks fail for that long; no trigger when left out",
      examples: ["10m"],
    }),
  sloBurn: z
    .number({ error: () => "must be a number such as 10" })
    .positive({ error: () => "must be more than 0, such as 10" })
    .max(1000, { error: () => "must be at most 1000" })
    .optional()
    .meta({
      description:
        "The error budget burns that many times faster than it may; no trigger when left out",
      examples: [10],
    }),
  rebootLoop: wholeNumber("of restarts", 2, 100)
    .optional()
    .meta({
      description: "A machine restarts that often after a patch; no trigger when left out",
      examples: [3],
    }),
  gateFailed: yes()
    .optional()
    .meta({
      description: "A gate of the rollout fails; no trigger when left out",
      examples: [true],
    }),
  manual: yes()
    .optional()
    .meta({ description: "Somebody says so; no trigger when left out", examples: [true] }),
});

const trigger = triggerKeys
  .refine((written) => Object.keys(written).length === 1, {
    error: () => "must have exactly one key; write each trigger as an entry of its own",
  })
  .transform((written): RollbackTrigger => {
    const { failed, unhealthyFor, sloBurn, rebootLoop, gateFailed } = written;
    if (failed !== undefined) return { kind: "failed", percent: failed };
    if (unhealthyFor !== undefined) return { kind: "unhealthyFor", minutes: unhealthyFor };
    if (sloBurn !== undefined) return { kind: "sloBurn", times: sloBurn };
    if (rebootLoop !== undefined) return { kind: "rebootLoop", restarts: rebootLoop };
    return { kind: gateFailed === true ? "gateFailed" : "manual" };
  });

export const rollback = mapping({
  when: listOf(trigger, "triggers such as { failed: 5% }")
    .min(1, { error: () => "must have at least one trigger" })
    .meta({
      description: "Any of them stops the rollout and undoes it",
      examples: [[{ failed: "5%" }, { unhealthyFor: "10m" }, { manual: true }]],
    }),
  within: elapsed("a duration such as 1h", 1)
    .optional()
    .meta({
      description:
        "Recovery time objective: longest time until all is as before; none when left out",
      examples: ["1h"],
    }),
  onFailure: oneOf(["stop", "restore"])
    .optional()
    .meta({
      description:
        "On AWS, a single machine that fails after the install: it stays as it is, or goes back to its recovery point; it counts as failed either way",
      default: "stop",
      examples: ["restore"],
    }),
  loss: elapsed()
    .optional()
    .meta({
      description:
        "Recovery point objective: the most work that going back may lose; none when left out",
      examples: ["24h"],
    }),
}).superRefine(({ when }, context) => {
  when.forEach(({ kind }, index) => {
    if (when.findIndex((other) => other.kind === kind) < index) {
      const message = `is the second trigger ${kind}; keep the one that counts`;
      context.addIssue({ code: "custom", path: ["when", index], message });
    }
  });
});
