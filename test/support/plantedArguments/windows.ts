/** Wrong arguments of maintenance windows, and of what runs in them. */
import { MaintenanceWindow } from "../../../components/aws";
import type { MaintenanceWindowArgs } from "../../../components/aws/windows/maintenanceWindow";
import { planted, type Row } from "./plantedArgument";

const at = { hour: 4, minute: 0 };
const run = {
  patchGroup: "web.canary",
  concurrency: { kind: "percent", value: 25 },
  stopAfter: { kind: "count", value: 1 },
};
const working = (...runs: object[]) => ({
  work: { kind: "install", runs, gateDocument: "gate", nodeDocument: "node" },
});
const scanning = (work: object) => ({ work: { kind: "scan", patchGroups: ["web.all"], ...work } });
const window = {
  region: "eu-central-1",
  schedule: { kind: "weekly", days: ["sunday"], at },
  timezone: "Europe/Berlin",
  durationHours: 3,
  cutoffHours: 1,
  serviceRoleArn: "arn:aws:iam::012345678901:role/window",
  ...working(run),
};
const tuesday = { kind: "monthlyWeekday", ordinal: 2, weekday: "tuesday", offsetDays: 0, at };
const documentForm = "must be the name or ARN of a document, 3–128 letters, digits, _, - and .";
const instant = "must be an instant with its zone such as 2026-12-01T00:00:00Z";

const ofWindow: readonly Row[] = [
  [
    "a country for a region",
    { region: "germany" },
    'region must be a region such as eu-central-1, got "germany"',
  ],
  [
    "a name with spaces",
    { windowName: "every sunday" },
    'windowName must be 3–128 letters, digits, _, - and ., got "every sunday"',
  ],
  [
    "a description beyond the limit",
    { description: "x".repeat(129) },
    "description must be 1–128 characters, got 129",
  ],
  [
    "an hour that no day has",
    { schedule: { kind: "daily", at: { hour: 24, minute: 0 } } },
    "schedule.at.hour must be a whole number 0–23, got 24",
  ],
  [
    "no weekday",
    { schedule: { kind: "weekly", days: [], at } },
    "schedule.days must name a day, got none",
  ],
  [
    "the 31st of a month",
    { schedule: { kind: "monthlyDay", days: [31], at } },
    "schedule.days[0] must be a whole number 1–28, got 31",
  ],
  [
    "a fifth weekday of a month",
    { schedule: { ...tuesday, ordinal: 5 } },
    'schedule.ordinal must be 1, 2, 3, 4 or "last", got 5',
  ],
  [
    "an offset beyond what an ordinal and six days reach",
    { schedule: { ...tuesday, offsetDays: 21 } },
    "schedule.offsetDays must be a whole number -7–20, got 21",
  ],
  [
    "a zone by its abbreviation",
    { timezone: "Berlin" },
    'timezone must be an IANA time zone such as Europe/Berlin, got "Berlin"',
  ],
  ["more than a day", { durationHours: 25 }, "durationHours must be a whole number 1–24, got 25"],
  [
    "a cutoff before the start",
    { cutoffHours: -1 },
    "cutoffHours must be a whole number 0–23, got -1",
  ],
  ["a day for an instant", { startDate: "2026-12-01" }, `startDate ${instant}, got "2026-12-01"`],
  [
    "an end without a zone",
    { endDate: "2027-06-30T00:00:00" },
    `endDate ${instant}, got "2027-06-30T00:00:00"`,
  ],
  [
    "an end before the start",
    { startDate: "2027-01-01T00:00:00Z", endDate: "2026-12-01T00:00:00Z" },
    'endDate must be after startDate (2027-01-01T00:00:00Z), got "2026-12-01T00:00:00Z"; the window would never open',
  ],
  [
    "a role's name for its ARN",
    { serviceRoleArn: "window" },
    'serviceRoleArn must be a role\'s ARN such as arn:aws:iam::012345678901:role/patching, got "window"',
  ],
];

const ofWindowToo: readonly Row[] = [
  ["a word for a switch", { enabled: "yes" }, 'enabled must be true or false, got "yes"'],
];

const ofWork: readonly Row[] = [
  [
    "nothing to scan",
    scanning({ patchGroups: [] }),
    "work.patchGroups must name a patch group, got none",
  ],
  [
    "a resource group by its ARN",
    scanning({ resourceGroups: ["arn:aws:resource-groups:x"] }),
    'work.resourceGroups[0] must be a resource group\'s name of 1–300 letters, digits, _, - and ., got "arn:aws:resource-groups:x"',
  ],
  [
    "a resource group twice",
    scanning({ resourceGroups: ["erp", "erp"] }),
    'work.resourceGroups must name each resource group once, got "erp" twice',
  ],
  [
    "more scans than a window has tasks for",
    scanning({ resourceGroups: Array.from({ length: 20 }, (_, index) => `g${index}`) }),
    "work.patchGroups must need at most 20 tasks, got 21; split the window",
  ],
  [
    "a patch group beyond a tag's length",
    working({ ...run, patchGroup: "x".repeat(257) }),
    `work.runs[0] must be 1–256 characters, got "${"x".repeat(257)}"`,
  ],
  [
    "a ring twice",
    working(run, run),
    'work.runs must name each patch group once, got "web.canary" twice',
  ],
  [
    "a share above all",
    working({ ...run, concurrency: { kind: "percent", value: 101 } }),
    "work.runs[0].concurrency must be a whole number 1–100, got 101",
  ],
  [
    "a count that SSM cannot write",
    working({ ...run, stopAfter: { kind: "count", value: 10_000_000 } }),
    "work.runs[0].stopAfter must be a whole number 0–9999999, got 10000000",
  ],
  [
    "a resource group with a space",
    working({ ...run, resourceGroup: "web fleet" }),
    'work.runs[0].resourceGroup must be a resource group\'s name of 1–300 letters, digits, _, - and ., got "web fleet"',
  ],
  [
    "a setting of the ring, which the window does not pass on",
    working({ ...run, approval: true }),
    'work.runs[0] must have no other keys than patchGroup, resourceGroup, concurrency, stopAfter; got "approval"',
  ],
  [
    "a rate of another kind",
    working({ ...run, stopAfter: { kind: "ratio", value: 1 } }),
    'work.runs[0].stopAfter.kind must be one of percent, count, got "ratio"',
  ],
  [
    "a gate by a phrase",
    { work: { ...working(run).work, gateDocument: "the gate" } },
    `work.gateDocument ${documentForm}, got "the gate"`,
  ],
  [
    "a runbook without a name",
    { work: { ...working(run).work, nodeDocument: "" } },
    `work.nodeDocument ${documentForm}, got ""`,
  ],
  [
    "work of another kind",
    { work: { ...working(run).work, patchGroups: [] } },
    'work must have no other keys than kind, runs, gateDocument, nodeDocument; got "patchGroups"',
  ],
  [
    "no machine at a time",
    scanning({ concurrency: { kind: "count", value: 0 } }),
    "work.concurrency must be a whole number 1–9999999, got 0",
  ],
  [
    "a bucket in capitals",
    scanning({ output: { bucketName: "Logs" } }),
    'work.output.bucketName must be a bucket\'s name of 3–63 small letters, digits, - and ., got "Logs"',
  ],
  [
    "a log group with a space",
    scanning({ output: { logGroupName: "patch logs" } }),
    'work.output.logGroupName must be a log group\'s name of 1–512 letters, digits, _, -, ., / and #, got "patch logs"',
  ],
  [
    "an output that nobody reads",
    scanning({ output: { bucket: "logs" } }),
    'work.output must have no other keys than bucketName, prefix, logGroupName; got "bucket"',
  ],
];

export const windowFaults = planted(
  "MaintenanceWindow",
  (args) =>
    new MaintenanceWindow("web", { ...window, ...args } as unknown as MaintenanceWindowArgs),
  [...ofWindow, ...ofWindowToo, ...ofWork],
);
