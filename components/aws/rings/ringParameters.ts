/** The parameters with what each ring's policy demands. Only a deployment writes them; the runbooks read them. */
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, derive, type Rule } from "../../arguments";
import { mergeTags } from "../../tags";
import { type AwsPlace, partitionOf } from "../place";
import { settingsName, type VerdictPlace } from "../runbooks/ringRuns";
import { ringSettings, settingsText } from "../runbooks/ringSettings";
import { sessionOf } from "../runbooks/runStart";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";

/** Bytes of a parameter of either tier; the larger one costs. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const standardBytes = 4096;
const mostBytes = 8192;

const bytesOf = (text: string): number => Buffer.byteLength(text);

const isStorable: Rule<string> = (text) => {
  if (text.includes("{{")) return "must hold no {{, which Systems Manager takes for a reference";
  return bytesOf(text) > mostBytes
    ? `must come to at most ${mostBytes} bytes of settings, got ${bytesOf(text)}; name fewer or shorter alarms, or only its own calendarArns`
    : undefined;
};

/** Stands in the texts until the window's role has a name, and is as long as one can be. */
function unnamedSession({ accountId, region }: AwsPlace): string {
  return sessionOf(`arn:${partitionOf(region)}:iam::${accountId}:role/${"-".repeat(64)}`);
}

/** By patch group; a text waits for the calendars where those are made by the same program. */
type Texts = ReadonlyMap<string, pulumi.Input<string>>;

/** Judges the settings of rings that are well formed; the others have faults of their own by then. */
export function checkSettings(
  checks: ArgumentChecks,
  at: VerdictPlace,
  args: PatchRunbooksArgs,
): Texts {
  const { rings = {}, calendarArns, patchGroups } = args;
  const session = unnamedSession(args);
  const formed = Object.fromEntries(
    Object.entries(rings).filter(([, ring]) => typeof ring === "object" && ring !== null),
  );
  return new Map(
    patchGroups.map((patchGroup) => {
      const calendars = [...(formed[patchGroup]?.calendarArns ?? calendarArns)];
      const text = derive(calendars, (names) =>
        settingsText(patchGroup, ringSettings(at, patchGroup, formed, names, session)),
      );
      return [patchGroup, checks.check(`rings["${patchGroup}"]`, text, isStorable)];
    }),
  );
}

/** @param windowRoleArn of the role whose sessions start the runs of windows. */
export function declareSettings(
  { prefix }: VerdictPlace,
  name: string,
  args: PatchRunbooksArgs,
  parent: pulumi.Resource,
  { texts, windowRoleArn }: { readonly texts: Texts; readonly windowRoleArn: pulumi.Input<string> },
): void {
  const { region, tags } = args;
  const unnamed = unnamedSession(args);
  for (const [patchGroup, unfinished] of texts) {
    const value = derive([unfinished, windowRoleArn], ([text = "", role = ""]) =>
      text.replace(unnamed, sessionOf(role)),
    );
    new ssm.Parameter(
      `${name}-${patchGroup}-settings`,
      {
        region,
        name: settingsName(prefix, patchGroup),
        description: `What the policy of ${patchGroup} demands of its runs; only a deployment writes it`,
        type: "String",
        tier: derive(value, (text) => (bytesOf(text) > standardBytes ? "Advanced" : "Standard")),
        // No secret: a preview shows which demand changes.
        insecureValue: value,
        tags: mergeTags(tags),
      },
      { parent },
    );
  }
}
