/** What runs are asked beyond their patches: who says yes, what surrounds an install, and what one can go back to. */
import { uniqueCells } from "../../expand/cells";
import { lostUses } from "../../expand/notKept";
import type {
  AwsPerson,
  AwsRecovery,
  AwsSettings,
  Cloud,
  PlannedGroup,
  PlannedRing,
  RunSettings,
} from "../../plan";
import { scheduleSentence } from "../../scheduleSentence";
import type { PolicySource } from "../source";
import { cloudWords, systemTitles } from "../terms";
import { list, name, names, paragraph, type Section, type Text, text } from "../tree";
import { unlessKept } from "../unkept";
import { listWords, minutesWords } from "../words";

export function runsSection(source: PolicySource): Section | undefined {
  const texts = [
    ...source.plan.groups.flatMap((group) => groupTexts(source, group)),
    ...accountTexts(source),
  ];
  if (texts.length === 0) return undefined;
  return {
    id: "runs",
    title: "Runs and recovery points",
    blocks: [
      paragraph("What is asked of a run beyond its patches, and what a machine can go back to."),
      ...list(texts),
    ],
  };
}

function groupTexts(source: PolicySource, group: PlannedGroup): readonly Text[] {
  const { when, maxAge, hybrid, autoScaling, unsupportedDisks } = group.recoveryPoint;
  const isOn = (one: Cloud) =>
    group.rings.some(({ systems }) => systems.some(({ cloud }) => cloud === one));
  const onAws = isOn("aws");
  const about = (sentence: string, isKept = true, where = ""): Text =>
    text`${name(group.name)}: ${sentence}${unlessKept(isKept, where)}`;
  return [
    ...(when === undefined || !onAws
      ? []
      : [about("on AWS the run itself makes the recovery point, machine by machine")]),
    ...(maxAge === undefined
      ? []
      : [about(`a recovery point may be at most ${minutesWords(maxAge)} old`)]),
    ...(hybrid === undefined
      ? []
      : [about("hybrid machines, which can have no recovery point, are patched without one")]),
    ...(autoScaling === undefined || !onAws
      ? []
      : [
          about(
            "machines of Auto Scaling groups, which are replaced from an image, are patched without a recovery point",
          ),
        ]),
    ...(unsupportedDisks === undefined || !isOn("azure")
      ? []
      : [about(diskWords[unsupportedDisks])]),
    ...(group.rollback?.onFailure === undefined
      ? []
      : [
          about(
            "a machine that fails after its install goes back to its recovery point",
            ...keptOf(source, group, "onFailure"),
          ),
        ]),
    ...group.rings.flatMap((ring) => ringTexts(source, group, ring)),
  ];
}

const diskWords = {
  proceed:
    "on Azure a machine with a disk that knows no restore point is patched without a recovery point",
  exclude:
    "on Azure shared data disks, which know no restore point, are left out of recovery points",
} as const;

const asked: Readonly<Record<"approval" | "startStopped" | "download", string>> = {
  approval: "people say yes before each run",
  startStopped: "machines that are stopped are started, patched and stopped again",
  download: "packages are fetched before anything is changed",
};

function ringTexts(source: PolicySource, group: PlannedGroup, ring: PlannedRing): readonly Text[] {
  const { settings = {} } = ring;
  const about = (sentence: Text, isKept = true, where = ""): Text =>
    text`${name(ring.patchGroup)}: ${sentence}${unlessKept(isKept, where)}`;
  const fields = (["approval", "startStopped", "download"] as const).filter(
    (field) => settings[field] === true,
  );
  return [
    ...fields.map((field) => about(asked[field], ...keptOf(source, group, field, ring.name))),
    ...awsTexts(settings).map((sentence) => about(sentence)),
    ...azureTexts(source, ring).map((sentence) => about(sentence)),
  ];
}

function awsTexts({ alarms, healthCheck, hooks = {} }: RunSettings): readonly Text[] {
  const around = [
    ...(hooks.before === undefined ? [] : [text`${name(hooks.before)} before the install`]),
    ...(hooks.after === undefined ? [] : [text`${name(hooks.after)} after it`]),
    ...(hooks.onExit === undefined ? [] : [text`${name(hooks.onExit)} at the end in any case`]),
  ];
  const joined = around.flatMap((one, index) => (index === 0 ? [one] : [", ", one])).flat();
  return [
    ...(alarms === undefined
      ? []
      : [text`on AWS no run begins unless the alarms ${names(alarms)} are OK`]),
    ...(around.length === 0 ? [] : [text`on AWS each machine runs ${joined}`]),
    ...(healthCheck === undefined
      ? []
      : [text`on AWS ${name(healthCheck)} says whether a patched machine is well`]),
  ];
}

function azureTexts({ plan }: PolicySource, { patchGroup }: PlannedRing): readonly Text[] {
  const scripts = plan.azure
    .flatMap(({ configurations }) => configurations)
    .find((configuration) => configuration.patchGroup === patchGroup)?.healthCheck;
  return [
    ...(scripts?.windows === undefined ? [] : (["Windows"] as const)),
    ...(scripts?.linux === undefined ? [] : (["Linux"] as const)),
  ].map((system) => text`on Azure a script says whether a patched ${system} machine is well`);
}

/** Whether all clouds of the group keep it, and where not. */
function keptOf(
  { policy, plan }: PolicySource,
  group: PlannedGroup,
  field: string,
  ring?: string,
): readonly [isKept: boolean, where: string] {
  const lost = lostUses(policy, plan).filter(
    (use) => use.group === group.name && use.field === field && use.ring === ring,
  );
  const where = lost.map(({ cloud, systems }) => {
    const here = uniqueCells(group).filter((cell) => cell.cloud === cloud);
    const which = systems.length < here.length ? ` for ${listWords(systemTitles(systems))}` : "";
    return `on ${cloudWords(cloud)}${which}`;
  });
  return [lost.length === 0, listWords(where)];
}

/** What is said of every account on AWS. */
function accountTexts({ plan }: PolicySource): readonly Text[] {
  const [unit] = plan.aws;
  if (unit === undefined) return [];
  const { approvals, output, access } = unit;
  const places = [
    ...(output?.bucket === undefined ? [] : [text`bucket ${name(output.bucket)}`]),
    ...(output?.logGroup === undefined ? [] : [text`log group ${name(output.logGroup)}`]),
  ].flatMap((one, index) => (index === 0 ? one : [" and ", ...one]));
  return [
    ...(approvals === undefined
      ? []
      : [
          text`Where people are asked: ${approvals.minimum} of ${names(askedOf(approvals, access?.approver))}, within ${minutesWords(approvals.timeout)}; no answer is a no.`,
        ]),
    ...accessTexts(unit.access ?? {}),
    ...(output === undefined ? [] : [text`What commands print is kept in ${places}.`]),
    ...recoveryTexts(unit.recovery ?? {}),
  ];
}

/** The role of who approves is asked in each region, by its name there. */
function askedOf(
  { approvers }: NonNullable<AwsSettings["approvals"]>,
  approver: AwsPerson | undefined,
): readonly string[] {
  if (approver === undefined) return approvers;
  if ("existing" in approver) return [...approvers, `role/${approver.existing}`];
  return [...approvers, ...(approver.name === undefined ? [] : [`role/${approver.name}-<region>`])];
}

const parts = {
  requester: "Runs outside a window are started by",
  approver: "Gates that ask are answered by",
  auditor: "Runs are audited by",
} as const;

function accessTexts(access: NonNullable<AwsSettings["access"]>): readonly Text[] {
  return (Object.keys(parts) as (keyof typeof parts)[]).flatMap((part) => {
    const person = access[part];
    if (person === undefined) return [];
    const who = "existing" in person ? [`role/${person.existing}`] : person.principals;
    return [text`${parts[part]} ${names(who)}.`];
  });
}

function recoveryTexts(recovery: AwsRecovery): readonly Text[] {
  const { vault, key, volumeKeys, lock, copyTo, restoreTests, maxPoints } = recovery;
  const days = (count: number): string => `${count} days`;
  const longest = lock?.maxKeepDays === undefined ? "" : ` and ${days(lock.maxKeepDays)} at most`;
  return [
    ...(vault === undefined ? [] : [text`Recovery points lie in the vault ${name(vault)}.`]),
    ...(key === undefined
      ? []
      : [
          "The vault has a key of the organisation's own; a machine's recovery points keep the keys of its volumes.",
        ]),
    ...formerTexts(recovery),
    ...(volumeKeys === undefined
      ? []
      : [
          `Machines whose volumes have a key of the organisation's own are started and restored with ${volumeKeys.length === 1 ? "that key" : `${volumeKeys.length} keys`}, and with no other.`,
        ]),
    ...(lock === undefined
      ? []
      : [
          `Nobody deletes a recovery point ${vault === undefined ? "" : "of the other vaults "}before its time: ${lock.mode} lock, ${days(lock.minKeepDays)} at least${longest}.`,
        ]),
    ...(copyTo === undefined
      ? []
      : [
          `Each recovery point of a backup plan is copied to ${copyTo.region}${copyTo.keepDays === undefined ? "" : ` and kept there ${days(copyTo.keepDays)}`}${copyTo.vaultArn === undefined ? ", in a vault with a key of its own" : ""}.`,
        ]),
    ...testTexts(restoreTests),
    ...(maxPoints === undefined
      ? []
      : [`A machine has at most ${maxPoints} recovery points at a time, copies counted.`]),
  ];
}

function formerTexts({ formerKeys, formerVaults }: AwsRecovery): readonly Text[] {
  return [
    ...(formerKeys === undefined
      ? []
      : ["Vaults that were made before stay until the recovery points in them have expired."]),
    ...(formerVaults === undefined
      ? []
      : [text`Recovery points from before are looked for in ${names(formerVaults)}, too.`]),
  ];
}

function testTexts(tests: AwsRecovery["restoreTests"]): readonly Text[] {
  if (tests === undefined) return [];
  const judged = tests.check ? ", and judged by EC2's status checks" : "";
  return [`Restores are tested ${scheduleSentence(tests.schedule, tests.timezone)}${judged}.`];
}
