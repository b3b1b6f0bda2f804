/** What every component refuses of its place and its tags, and the few other arguments of the small ones. */
import {
  ChangeCalendar,
  ComplianceRules,
  type ComplianceRulesArgs,
  ConfigRecorder,
  PatchLists,
} from "../../../components/aws";
import { type PlantedArguments, planted, type Row } from "./plantedArgument";

const place = { accountId: "012345678901", region: "eu-central-1" };
const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag-${index}`, "x"]));
const ofTags: readonly Row[] = [
  ["fifty tags beside our own", { tags: many }, "tags must be at most 49, got 50"],
  [
    "a tag of AWS's",
    { tags: { "aws:created": "x" } },
    'tags must have keys of 1–128 characters that do not begin with aws: and values of up to 256, got "aws:created"',
  ],
];
const ofRegion: Row = [
  "a city for a region",
  { region: "Frankfurt" },
  'region must be a region such as eu-central-1, got "Frankfurt"',
];
const ofPlace: readonly Row[] = [
  ofRegion,
  ["a short account", { accountId: "1234" }, 'accountId must be twelve digits, got "1234"'],
  ...ofTags,
];
const ofKeepDays: Row = [
  "a week's retention",
  { keepDays: 7 },
  "keepDays must be a whole number 30–3650, got 7",
];

const compliance: ComplianceRulesArgs = { ...place, recorder: "existing" };
const point = { name: "web", patchGroups: ["web.all"] };

export const placeFaults: readonly PlantedArguments[] = [
  planted(
    "ChangeCalendar",
    (args) => new ChangeCalendar("web", { region: place.region, freezes: [], ...args }),
    [ofRegion, ...ofTags],
  ),
  planted("PatchLists", (args) => new PatchLists("web", { ...place, ...args }), [
    ...ofPlace,
    ofKeepDays,
  ]),
  planted("ConfigRecorder", (args) => new ConfigRecorder("web", { ...place, ...args }), [
    ...ofPlace,
    ofKeepDays,
  ]),
  planted("ComplianceRules", (args) => new ComplianceRules("web", { ...compliance, ...args }), [
    ...ofPlace,
    [
      "a recovery point older than AWS Config counts",
      { recoveryPoints: [{ ...point, maxAgeDays: 32 }] },
      "recoveryPoints[0].maxAgeDays must be a whole number 1–31, got 32",
    ],
    [
      "a bucket for a recorder that is there",
      { existing: { bucketName: "own" } },
      "existing is for a new recorder, and recorder is existing; leave it out",
    ],
  ]),
];
