/** Wrong arguments of what guards patch runs. */
import { SnapshotPolicy, type SnapshotPolicyArgs } from "../../../../components/azure";
import { runStorePlace } from "../../azureMocks";
import { configurationId, subscription } from "../../patchRun";
import { planted, type Row } from "../plantedArgument";
import { ofRuns } from "./runs";

const guarded = {
  key: "web.broad",
  configurationId,
  group: "web",
  duration: 180,
  gap: 10_080,
  keepDays: 14,
};
const with1 = (changes: object) => ({ configurations: [{ ...guarded, ...changes }] });
const freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};
const frozen = (changes: object) => ({ freezes: [{ ...freeze, ...changes }] });
const north = {
  containerId: runStorePlace().containerId,
  containerUrl: runStorePlace().containerUrl,
  readerRoleDefinitionId: "reader",
};
const before = { patchGroup: "web.canary" };

const ofConfigurations: readonly Row[] = [
  ["no configuration", { configurations: [] }, "configurations must name at least one, got none"],
  [
    "one key twice",
    { configurations: [guarded, guarded] },
    'configurations must have keys of their own, got "web.broad" more than once',
  ],
  [
    "a key with a slash",
    with1({ key: "web/broad" }),
    'configurations must have keys of letters, digits and ._-, got "web/broad"',
  ],
  [
    "an id of something else",
    with1({ configurationId: runStorePlace().accountId }),
    `configurations[0].configurationId must be the ARM id of a maintenance configuration, got "${runStorePlace().accountId}"`,
  ],
  [
    "a blank group",
    with1({ group: " " }),
    'configurations[0].group must be the name of a group, got " "',
  ],
  [
    "no group",
    with1({ group: undefined }),
    "configurations[0].group must be given: it has no default",
  ],
  [
    "a blank patch group",
    with1({ patchGroup: "" }),
    'configurations[0].patchGroup must not be blank, got ""',
  ],
  [
    "a run of a minute less than the shortest",
    with1({ duration: 89 }),
    "configurations web.broad.duration must be 90–235 whole minutes (01:30–03:55), got 89",
  ],
  [
    "a length as Azure writes it",
    with1({ duration: "03:00" }),
    'configurations web.broad.duration must be 90–235 whole minutes (01:30–03:55), got "03:00"; web.broad.gap must be whole minutes of the longest time between the ends of two runs, at least its duration, got 10080',
  ],
  [
    "a gap that is shorter than a run",
    with1({ gap: 179 }),
    "configurations web.broad.gap must be whole minutes of the longest time between the ends of two runs, at least its duration, got 179",
  ],
  [
    "points that are kept for more than a year",
    with1({ keepDays: 366 }),
    "configurations web.broad.keepDays must be a whole number 0–365, got 366",
  ],
  [
    "half a day",
    with1({ keepDays: 0.5 }),
    "configurations web.broad.keepDays must be a whole number 0–365, got 0.5",
  ],
  [
    "a word for a switch",
    with1({ startStopped: "yes" }),
    'configurations[0].startStopped must be true or false, got "yes"',
  ],
  [
    "a word that is none for Arc machines",
    with1({ hybrid: "cancel" }),
    'configurations web.broad.hybrid must be refuse or skip, got "cancel"',
  ],
  [
    "a word that is none for disks",
    with1({ unsupportedDisks: "skip" }),
    'configurations web.broad.unsupportedDisks must be cancel or proceed or exclude, got "skip"',
  ],
  [
    "a key that nobody reads",
    with1({ keepdays: 14 }),
    'configurations[0] must have no other keys than key, configurationId, group, patchGroup, duration, gap, keepDays, startStopped, hybrid, unsupportedDisks, ringBefore, systemTopicName, systemTopicPrincipalId; got "keepdays"',
  ],
  [
    "a topic by its id",
    with1({ systemTopicName: "/topics/web" }),
    'configurations[0].systemTopicName must be the name of a system topic, got "/topics/web"',
  ],
  [
    "a principal by its name",
    with1({ systemTopicName: "web", systemTopicPrincipalId: "topic" }),
    'configurations[0].systemTopicPrincipalId must be a GUID, got "topic"',
  ],
  [
    "a ring before that is nowhere",
    with1({ ringBefore: before }),
    "configurations web.broad.ringBefore must be here or elsewhere, got neither; leave it out where nothing is waited for",
  ],
  [
    "a ring before without a batch",
    with1({ ringBefore: { ...before, here: true, batches: [] } }),
    "configurations web.broad.ringBefore.batches must name a batch, or be left out, got none",
  ],
  [
    "a ring before in a place that nobody knows",
    with1({ ringBefore: { ...before, elsewhere: ["north"] } }),
    'verdictPlaces must hold what web.broad.ringBefore asks, got no "north" among them',
  ],
];

const ofOthers: readonly Row[] = [
  [
    "a place's role by its name",
    {
      ...with1({ ringBefore: { ...before, elsewhere: ["north"] } }),
      verdictPlaces: { north },
    },
    'verdictPlaces.north.readerRoleDefinitionId must be the ARM id of a role definition, got "reader"',
  ],
  [
    "a freeze without a name",
    frozen({ name: " " }),
    'freezes[0].name must be a name in one line, got " "',
  ],
  [
    "a freeze in a zone that is none",
    frozen({ timezone: "Berlin" }),
    'freezes[0].timezone must be an IANA time zone such as Europe/Berlin, got "Berlin"',
  ],
  [
    "a freeze in a zone without a Windows name",
    frozen({ timezone: "Antarctica/Troll" }),
    'freezes year-end.timezone must be a zone that Azure keeps, got "Antarctica/Troll"; time zone Antarctica/Troll has no Windows name',
  ],
  [
    "a day that no year has",
    frozen({ when: { kind: "yearly", from: "02-30", to: "03-01" } }),
    'freezes[0].when.from must be a day of every year such as 12-18, got "02-30"',
  ],
  [
    "a freeze that ends before it begins",
    frozen({ when: { kind: "once", from: "2027-03-02", to: "2027-03-01" } }),
    'freezes[0].when.to must not be before 2027-03-02, got "2027-03-01"',
  ],
  [
    "a kind of freeze that is none",
    frozen({ when: { kind: "weekly" } }),
    'freezes[0].when.kind must be one of yearly, once, spans, got "weekly"',
  ],
  [
    "instants the wrong way round",
    frozen({ when: { kind: "spans", spans: [[2, 1]], knownUntil: 9 } }),
    "freezes[0].when.spans[0] must be two instants in whole minutes, the first before the second, got [2,1]",
  ],
  [
    "a role by its name",
    { roles: { preEvent: "Reader" } },
    'roles.preEvent must be the ARM id of a role definition, got "Reader"',
  ],
  [
    "a role that no workflow has",
    { roles: { preevent: undefined } },
    'roles must have no other keys than preEvent, preEventStore, watchdog, watchdogStore, cleanUp; got "preevent"',
  ],
  [
    "a day that no month has",
    { effectiveFrom: "2026-02-30" },
    'effectiveFrom must be a day written YYYY-MM-DD, got "2026-02-30"',
  ],
];

export const guardFaults = planted(
  "SnapshotPolicy",
  (args) =>
    new SnapshotPolicy("web", {
      resourceGroupName: "rg-patching",
      location: "westeurope",
      subscriptionId: subscription,
      effectiveFrom: "2026-12-01",
      configurations: [guarded],
      runStore: runStorePlace(),
      ...args,
    } as unknown as SnapshotPolicyArgs),
  [...ofConfigurations, ...ofOthers, ...ofRuns],
);
