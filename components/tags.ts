/** Tags of what Patchwarden makes: our own, under those that the caller gives. */
import * as pulumi from "@pulumi/pulumi";

export type Tags = pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;

/** The caller's tags win over ours. */
export function mergeTags(given: Tags | undefined): pulumi.Output<Record<string, string>> {
  return pulumi
    .output(given)
    .apply((tags): Record<string, string> => ({ ManagedBy: "patchwarden", ...tags }));
}
