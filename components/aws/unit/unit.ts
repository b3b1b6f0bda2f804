/** Everything that a plan deploys into one AWS account and region. */
import * as pulumi from "@pulumi/pulumi";
import { backupLeadHours } from "../../../model/backups";
import type { AwsUnit, Plan } from "../../../model/plan";
import type { Tags } from "../../tags";
import type { PeopleOfRuns } from "../access/patchAccess";
import { ComplianceRules } from "../compliance/complianceRules";
import { backupGapDays } from "../recovery/backupSchedule";
import type { PatchRunbooksArgs } from "../rings/patchRunbooksArgs";
import { closeVerdictArn } from "../runbooks/ringRuns";
import { stackPath } from "../stackPath";
import { ChangeCalendar } from "../windows/changeCalendar";
import type { AdoptedUnit } from "./adoptedUnit";
import { boundary } from "./plannedAccount";
import { plannedPeople } from "./plannedPeople";
import { plannedRings } from "./plannedRings";
import { approverArn, declareAccess } from "./unitAccess";
import { declareBaselines, withBaselines } from "./unitBaselines";
import type { Calendars, UnitContext } from "./unitContext";
import { askedReaders, declareLists, declareRunbooks } from "./unitRunbooks";
import { declareSnapshots } from "./unitSnapshots";
import { unitName } from "./unitVerdicts";
import { declareWindows } from "./unitWindows";

export interface AwsUnitOptions {
  readonly parent: pulumi.Resource;
  readonly provider?: pulumi.ProviderResource;
  /** @default {} */
  readonly tags?: Tags;
  /** People who get roles of their own, in place of the plan's in the same part. Gates ask an approver whose role has a name or a known ARN. @default {} */
  readonly people?: PeopleOfRuns;
  /** Name that the account's unit of another region is declared with. @default - `<account>-<region>`, as the programme does */
  readonly nameIn?: (region: string) => string;
  /** What exists already and is imported. @default {} */
  readonly adopt?: AdoptedUnit;
  /** Who reads verdicts in other accounts, by their ids. @default - only verdicts of the unit's own account are asked */
  readonly verdictReaders?: PatchRunbooksArgs["verdictReaders"];
}

/** Ids and ARNs that others attach to. */
export interface DeclaredAwsUnit {
  /** By the baseline's physical name. */
  readonly baselineIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** By the window's physical name; the scan's too. */
  readonly windowIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly calendarNames: readonly pulumi.Output<string>[];
  readonly gateDocument: pulumi.Output<string>;
  readonly nodeDocument: pulumi.Output<string>;
  readonly vaultArn: pulumi.Output<string>;
  readonly ruleArns: pulumi.Output<Record<string, string>>;
  /** IAM policy that the machines' own role needs, where rings install from promotion lists. */
  readonly machinePolicy?: pulumi.Output<string>;
  /** Of the people, where the options name any. */
  readonly roleArns?: pulumi.Output<Readonly<Record<keyof PeopleOfRuns, string | undefined>>>;
}

/** `name` begins the name of every resource, and so is part of their identity. */
export function declareAwsUnit(
  name: string,
  unit: AwsUnit,
  plan: Plan,
  options: AwsUnitOptions,
): DeclaredAwsUnit {
  const { parent, provider, tags } = options;
  const context: UnitContext = {
    name,
    unit,
    plan,
    place: { accountId: unit.accountId, region: unit.region },
    tags: tags === undefined ? {} : { tags },
    opts: provider === undefined ? { parent } : { parent, provider },
    adopt: options.adopt ?? {},
  };
  const baselines = declareBaselines(context);
  const snapshots = declareSnapshots(context);
  const calendars = declareCalendars(context);
  const { nameIn, verdictReaders = {} } = options;
  const planned = plannedRings(unit, plan, (place, patchGroup) => {
    const isOwn = place.account === unit.account;
    if (!isOwn && verdictReaders[place.accountId] === undefined) return undefined;
    const other = (isOwn ? nameIn?.(place.region) : undefined) ?? unitName(place);
    return closeVerdictArn({ place, prefix: stackPath(other) }, patchGroup);
  });
  const rings = withBaselines(planned, baselines);
  const lists = declareLists(context, rings);
  const people = { ...plannedPeople(unit, context.place), ...options.people };
  const runbooks = declareRunbooks(context, {
    ...{ snapshots, calendars, rings, lists },
    verdictReaders: askedReaders(rings, unit, verdictReaders),
    approverArn: approverArn(people, context.place),
  });
  const windowIds = declareWindows(context, runbooks);
  const rules = declareRules(context);
  const access =
    Object.keys(people).length === 0
      ? undefined
      : declareAccess(context, { runbooks, snapshots, calendars, windowIds }, people);
  return {
    baselineIds: Object.fromEntries(baselines.map((one) => [one.name, one.baselineId])),
    windowIds,
    calendarNames: [...calendars.values()].map((calendar) => calendar.calendarName),
    gateDocument: runbooks.gateDocument,
    nodeDocument: runbooks.nodeDocument,
    vaultArn: snapshots.vaultArn,
    ruleArns: rules.ruleArns,
    ...(lists === undefined ? {} : { machinePolicy: lists.machinePolicy }),
    ...(access === undefined
      ? {}
      : {
          roleArns: pulumi.output({
            requester: access.requesterRoleArn,
            approver: access.approverRoleArn,
            auditor: access.auditorRoleArn,
          }),
        }),
  };
}

function declareCalendars({ name, unit, plan, place, tags, opts }: UnitContext): Calendars {
  const groups = new Set(unit.windows.flatMap(({ runs }) => runs.map((run) => run.group)));
  const ofGroup = (group: string) =>
    plan.freezes.filter((freeze) => freeze.groups?.includes(group) ?? false);
  const frozen = [...groups].filter((group) => ofGroup(group).length > 0).sort();
  const declare = (key: string, freezes: Plan["freezes"], title: string) =>
    new ChangeCalendar(
      [name, "freezes", ...(key === "" ? [] : [key])].join("-"),
      { region: place.region, freezes, title, ...tags },
      opts,
    );
  const common = plan.freezes.filter((freeze) => freeze.groups === undefined);
  return new Map([
    ["", declare("", common, `${plan.organisation}: freezes`)],
    ...frozen.map(
      (group) =>
        [
          group,
          declare(group, ofGroup(group), `${plan.organisation}: freezes of ${group}`),
        ] as const,
    ),
  ]);
}

function declareRules({ name, unit, place, tags, opts }: UnitContext): ComplianceRules {
  const recoveryPoints = unit.windows.flatMap(({ window, runs }) => {
    // A day more than the backups lie apart; AWS Config judges no age above 31 days.
    return runs.flatMap(({ patchGroup, recoveryPoint: { required, when } }) => {
      const lead = when === "inWindow" ? 0 : backupLeadHours;
      const maxAgeDays = backupGapDays(window.schedule, lead) + 1;
      return required && maxAgeDays <= 31 ? [{ patchGroup, maxAgeDays }] : [];
    });
  });
  return new ComplianceRules(
    name,
    { ...place, recorder: unit.recorder, recoveryPoints, ...boundary(unit, place), ...tags },
    opts,
  );
}
