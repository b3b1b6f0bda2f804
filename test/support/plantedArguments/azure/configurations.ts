/** Wrong arguments of maintenance configurations. */
import {
  MaintenanceConfiguration,
  type MaintenanceConfigurationArgs,
} from "../../../../components/azure";
import { configurationId } from "../../patchRun";
import { planted, type Row } from "../plantedArgument";

const configuration = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  schedule: "second tuesday +1 day at 22:00",
  timezone: "Europe/Berlin",
  effectiveFrom: "2026-12-01",
  duration: 180,
  windows: { classifications: ["Security"] },
  linux: { classifications: ["Critical", "Security"] },
};
const at = { hour: 4, minute: 0 };
const windowsWords =
  "Critical, Security, UpdateRollup, FeaturePack, ServicePack, Definition, Tools, Updates";
const lateStart = (time: string) =>
  `schedule must not start between 23:45 and 00:00, got ${time}; Azure may miss a run there`;
const longDuration = "duration must be 90–235 whole minutes (01:30–03:55), got";
const group = "must be 1–90 letters, digits and _.()- without a final dot";

const times: readonly Row[] = [
  ["five hours, as the vendor's own examples have it", { duration: 300 }, `${longDuration} 300`],
  ["one minute less than the shortest", { duration: 89 }, `${longDuration} 89`],
  ["one minute more than the longest", { duration: 236 }, `${longDuration} 236`],
  ["a length as Azure writes it", { duration: "03:00" }, `${longDuration} "03:00"`],
  [
    "a start in the last quarter of an hour",
    { schedule: "every day at 23:45" },
    lateStart("23:45"),
  ],
  [
    "the last minute of a day, as a value",
    { schedule: { kind: "daily", at: { hour: 23, minute: 59 } } },
    lateStart("23:59"),
  ],
  [
    "an hour that no day has",
    { schedule: { kind: "daily", at: { hour: 24, minute: 0 } } },
    'schedule must be a schedule, or its text such as "every sunday at 04:00", got {"kind":"daily","at":{"hour":24,"minute":0}}',
  ],
  [
    "no weekday",
    { schedule: { kind: "weekly", days: [], at } },
    'schedule must be a schedule, or its text such as "every sunday at 04:00", got {"kind":"weekly","days":[],"at":{"hour":4,"minute":0}}',
  ],
  [
    "a number for a schedule",
    { schedule: 7 },
    'schedule must be a schedule, or its text such as "every sunday at 04:00", got 7',
  ],
  [
    "a zone without a Windows name",
    { timezone: "Antarctica/Troll" },
    'timezone must be a zone that Azure keeps, got "Antarctica/Troll"; time zone Antarctica/Troll has no Windows name',
  ],
  [
    "a Windows name for a zone",
    { timezone: "W. Europe Standard Time" },
    'timezone must be a zone that Azure keeps, got "W. Europe Standard Time"; time zone W. Europe Standard Time has no Windows name',
  ],
  [
    "a number for a zone",
    { timezone: 1 },
    "timezone must be an IANA time zone such as Europe/Berlin, got 1",
  ],
];

/** What they break depends on other arguments. */
const dates: readonly Row[] = [
  [
    "the thirtieth of February",
    { effectiveFrom: "2026-02-30" },
    'effectiveFrom must be a day written YYYY-MM-DD, got "2026-02-30"',
  ],
  [
    "an end before the first run",
    { expires: "2026-12-09 21:59" },
    'expires must be after the first run at 2026-12-09 22:00, got "2026-12-09 21:59"',
  ],
  [
    "an end with a zone",
    { expires: "2027-01-01T00:00Z" },
    'expires must be YYYY-MM-DD hh:mm, got "2027-01-01T00:00Z"',
  ],
  [
    "an end on a day that is none",
    { expires: "2027-02-30 00:00" },
    'expires must be YYYY-MM-DD hh:mm, got "2027-02-30 00:00"',
  ],
];

const content: readonly Row[] = [
  [
    "a classification that is none",
    { windows: { classifications: ["Nope"] } },
    `windows classifications must be of ${windowsWords}, got "Nope"`,
  ],
  [
    "the spelling of another API",
    { windows: { classifications: ["UpdateRollUp"] } },
    `windows classifications must be of ${windowsWords}, got "UpdateRollUp"`,
  ],
  [
    "a classification of Windows for Linux",
    { linux: { classifications: ["Definition"] } },
    'linux classifications must be of Critical, Security, Other, got "Definition"',
  ],
  [
    "a system with nothing to install",
    { linux: { classifications: [], excludePackages: ["kernel*"] } },
    "linux must name classifications or includePackages, got none; leave it out to patch none of its machines",
  ],
  [
    "exclusions alone",
    { windows: { excludeKbs: ["KB5034439"] } },
    "windows must name classifications or includeKbs, got none; leave it out to patch none of its machines",
  ],
  [
    "a KB by its title",
    { windows: { includeKbs: ["KB-5034439"] } },
    'windows KB numbers must be like KB5034439 or 5034439, got "KB-5034439"',
  ],
  [
    "one KB in both lists, spelt twice",
    { windows: { includeKbs: ["KB5034439"], excludeKbs: ["5034439"] } },
    "windows must not name KB5034439 in both includeKbs and excludeKbs; keep it in one",
  ],
  [
    "a version behind an underscore",
    { linux: { includePackages: ["openssl_3.0.2"] } },
    'linux package masks name a version with =, got "openssl_3.0.2"; write name=version',
  ],
  [
    "two packages in one mask",
    { linux: { includePackages: ["kernel core"] } },
    'linux package masks must be name, name* or name=version, got "kernel core"',
  ],
  [
    "one package in both lists",
    { linux: { includePackages: ["bash"], excludePackages: ["bash"] } },
    "linux must not name bash in both includePackages and excludePackages; keep it in one",
  ],
  [
    "a text for a list",
    { linux: { classifications: "Security" } },
    'linux classifications must be a list of texts, got "Security"',
  ],
  [
    "a key that nobody reads",
    { windows: { clasifications: ["Security"] } },
    'windows must have no other keys than classifications, includeKbs, excludeKbs, excludeKbsRequiringReboot; got "clasifications" (did you mean "classifications"?)',
  ],
  [
    "a word for a switch",
    { windows: { classifications: ["Security"], excludeKbsRequiringReboot: "yes" } },
    'windows excludeKbsRequiringReboot must be true or false, got "yes"',
  ],
  [
    "a word that no API has for a reboot",
    { reboot: "RebootIfNeeded" },
    'reboot must be ifRequired, never or always, got "RebootIfNeeded"',
  ],
];

const place: readonly Row[] = [
  [
    "a location's display name",
    { location: "West Europe" },
    'location must be a short name such as westeurope, got "West Europe"',
  ],
  [
    "a resource group's id",
    { resourceGroupName: "/subscriptions/1/resourceGroups/rg" },
    `resourceGroupName ${group}, got "/subscriptions/1/resourceGroups/rg"`,
  ],
  ["a final dot", { resourceGroupName: "rg." }, `resourceGroupName ${group}, got "rg."`],
  [
    "a name that ends in a dot",
    { resourceName: "web." },
    'resourceName must be 2–112 letters, digits and ._- from a letter or digit to one or _, got "web."',
  ],
  [
    "names that are too long together",
    { resourceName: "a".repeat(100), resourceGroupName: "b".repeat(28) },
    "resourceName and resourceGroupName together must have at most 127 characters, got 128",
  ],
  [
    "a reserved tag",
    { tags: { microsoftOwner: "x" } },
    'tags must have names of 1–512 characters without <>%&\\?/ and texts of up to 256 as values, got "microsoftOwner"',
  ],
  [
    "too many tags",
    { tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, "x"])) },
    "tags must be at most 49, got 50",
  ],
  [
    "an id of something else to adopt",
    { adopt: { id: "/subscriptions/1" } },
    'adopt id must be the ARM id of a maintenance configuration, got "/subscriptions/1"',
  ],
  [
    "one of another resource group to adopt",
    { resourceGroupName: "rg-web", adopt: { id: configurationId } },
    'adopt id must name resourceGroupName "rg-web", got "rg-patching"',
  ],
  [
    "a time for the day of the one that is adopted",
    { adopt: { id: configurationId, startDay: "2024-03-05 22:00" } },
    'adopt startDay must be a day written YYYY-MM-DD, got "2024-03-05 22:00"',
  ],
];

const declare = (args: object) =>
  new MaintenanceConfiguration("web", {
    ...configuration,
    ...args,
  } as unknown as MaintenanceConfigurationArgs);

export const configurationFaults = planted("MaintenanceConfiguration", declare, [
  ...times,
  ...content,
  ...place,
]);

export const dateFaults = planted("MaintenanceConfiguration", declare, dates);

const without = { windows: undefined, linux: undefined };

export const nothingToInstall = planted(
  "MaintenanceConfiguration",
  (args) => declare({ ...without, ...args }),
  [["no system at all", {}, "windows or linux must say what is installed, got neither"]],
);
