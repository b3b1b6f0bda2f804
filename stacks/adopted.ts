/** What a stack's configuration says of things that exist already: `patchwarden:adopt`, by account and region. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { PatchingProgrammeArgs } from "../components/programme";

const ids = z.record(z.string(), z.string());

const unit = z.strictObject({
  baselines: ids.exactOptional(),
  patchGroups: z.array(z.string()).exactOptional(),
  windows: z
    .record(
      z.string(),
      z.strictObject({
        windowId: z.string(),
        targetIds: ids.exactOptional(),
        taskIds: ids.exactOptional(),
      }),
    )
    .exactOptional(),
});

const adopted = z.record(z.string(), unit);

/** @throws pulumi.RunError with one line for each fault. Whether the plan has what is named is the programme's to say. */
export function readAdopted(value: unknown): PatchingProgrammeArgs["adopt"] {
  if (value === undefined) return undefined;
  const parsed = adopted.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    return `patchwarden:${["adopt", ...path.map(String)].join(".")}: ${message}`;
  });
  throw new pulumi.RunError(faults.join("\n"));
}
