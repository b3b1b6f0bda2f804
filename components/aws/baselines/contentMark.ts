/**
 * What tells two baselines apart by all that they say. It stands in the baseline's own description, which SSM changes with
 * the rules in one call, and in the settings of the rings: a machine that finds another mark than its ring expects is not
 * patched, be its registration gone, its baseline another ring's by now, or a deployment cut off between the two.
 */
import { createHash } from "node:crypto";
import type * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { matching } from "../../arguments";
import { type OperatingSystem, operatingSystems } from "./operatingSystems";

/** All of a baseline but what people call it. */
export type BaselineContent = Omit<
  ssm.PatchBaselineArgs,
  "name" | "description" | "operatingSystem" | "region" | "tags"
>;

const digits = 16;

/** `AMAZON_LINUX_2023 0123456789abcdef`. */
export function contentMark(
  system: OperatingSystem,
  content: BaselineContent,
): pulumi.Output<string> {
  return pulumi.output(content).apply((known) => {
    const hash = createHash("sha256").update(JSON.stringify(sorted(known)));
    return `${system} ${hash.digest("hex").slice(0, digits)}`;
  });
}

/** The order in which properties are written says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, own]) => [key, sorted(own)]));
}

/** How a description ends that carries a mark. */
export function markedEnd(mark: string): string {
  return ` [${mark}]`;
}

/** As long as any mark, for what is not known yet. */
export const longestMark = `${"S".repeat(
  Math.max(...operatingSystems.map(({ length }) => length)),
)} ${"0".repeat(digits)}`;

export const isMark = matching(
  new RegExp(`^(${operatingSystems.join("|")}) [0-9a-f]{${digits}}$`),
  "the contentMark of a PatchBaseline, such as AMAZON_LINUX_2023 0123456789abcdef",
);
