/** Tags of what Patchwarden makes: our own, under those that the caller gives. */
import type * as pulumi from "@pulumi/pulumi";
import { present } from "../model/present";
import { type ArgumentChecks, derive, show } from "./arguments";

export type Tags = pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;

/** AWS takes fifty tags, and one of them is our own. */
const most = 49;

/** Records every fault of the caller's tags by AWS's limits, and returns them with their Output values checked. */
export function checkTags(checks: ArgumentChecks, tags: Tags | undefined): Tags | undefined {
  return tags === undefined
    ? undefined
    : checks.check<Readonly<Record<string, string>>>(
        "tags",
        tags as pulumi.Input<never>,
        (given) => {
          const entries = Object.entries(given);
          if (entries.length > most) return `must be at most ${most}, got ${entries.length}`;
          const odd = entries.find(([key, value]) => !isTag(key, value));
          return odd === undefined
            ? undefined
            : `must have keys of 1–128 characters that do not begin with aws: and values of up to 256, got ${show(odd[0])}`;
        },
      );
}

/** The arguments of a component with their tags checked: what its children must use. */
export function withCheckedTags<T extends { readonly tags?: Tags }>(
  checks: ArgumentChecks,
  args: T,
): T {
  return { ...args, ...present({ tags: checkTags(checks, args.tags) }) };
}

/** @see https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
function isTag(key: string, value: unknown): boolean {
  const isKey = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu.test(key);
  return isKey && typeof value === "string" && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value);
}

/** The caller's tags win over ours. */
export function mergeTags(given: Tags | undefined): pulumi.Input<Record<string, string>> {
  return derive(given, (tags) => ({ ManagedBy: "patchwarden", ...tags }));
}
