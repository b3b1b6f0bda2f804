/** The parameters with what each ring's policy demands. Only a deployment writes them; the runbooks read them. */
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, derive, type Rule } from "../../arguments";
import { mergeTags } from "../../tags";
import { longestMark } from "../baselines/contentMark";
import { type AwsPlace, arnIn, partitionOf } from "../place";
import { settingsName, type VerdictPlace } from "../runbooks/ringRuns";
import { ringSettings, settingsText } from "../runbooks/ringSettings";
import { sessionOf } from "../runbooks/runStart";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";

/** Bytes of a parameter, 4,096 of which cost nothing. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const mostBytes = 8192;

/** What stands for a calendar that the same program makes: nothing that it can be called is longer. */
const longestCalendar = (place: AwsPlace) => arnIn(place, "ssm", `document/${"n".repeat(128)}`);

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

/** By patch group; a text waits for calendars and baselines where those are made by the same program. */
type Texts = ReadonlyMap<string, pulumi.Input<string>>;

/**
 * Judges the settings of rings that are well formed; the others have faults of their own by then. Calendars and marks that
 * are not known yet count as the longest there are, so that nothing is refused when half of the component stands already.
 */
export function checkSettings(
  checks: ArgumentChecks,
  at: VerdictPlace,
  args: PatchRunbooksArgs,
): Texts {
  const { rings = {}, calendarArns, patchGroups } = args;
  const session = unnamedSession(args);
  const formed = Object.fromEntries(
    Object.entries(rings).filter(([patchGroup]) => !checks.isRefused(`rings["${patchGroup}"]`)),
  );
  return new Map(
    patchGroups.map((patchGroup) => {
      const calendars = [...(formed[patchGroup]?.calendarArns ?? calendarArns)];
      const marks = formed[patchGroup]?.baselines;
      const textOf = (known: readonly string[]) => {
        const [names, own] = [known.slice(0, calendars.length), known.slice(calendars.length)];
        const asked = marks === undefined ? undefined : own;
        return settingsText(
          patchGroup,
          ringSettings(at, patchGroup, formed, names, session, asked),
        );
      };
      const widest = [
        ...calendars.map((arn) => (typeof arn === "string" ? arn : longestCalendar(at.place))),
        ...(marks ?? []).map((mark) => (typeof mark === "string" ? mark : longestMark)),
      ];
      checks.check(`rings["${patchGroup}"]`, textOf(widest), isStorable);
      return [patchGroup, derive([...calendars, ...(marks ?? [])], textOf)];
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
        // By the size. Asked for by name, the smaller one would make a new parameter of a ring that had the larger one.
        tier: "Intelligent-Tiering",
        // No secret: a preview shows which demand changes.
        insecureValue: value,
        tags: mergeTags(tags),
      },
      { parent },
    );
  }
}
