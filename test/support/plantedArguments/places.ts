/** What every component refuses of its place and its tags, and the few other arguments of the small ones. */
import {
  ChangeCalendar,
  ComplianceRules,
  type ComplianceRulesArgs,
  ConfigRecorder,
  PatchLists,
} from "../../../components/aws";
import type { Freeze } from "../../../model/plan";
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
const point = { patchGroup: "web.all" };

const yearEnd: Freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};
const frozen = (changed: object) => ({ freezes: [{ ...yearEnd, ...changed }] });
const ofFreezes: readonly Row[] = [
  [
    "a misspelt zone of a freeze",
    frozen({ timezone: "Europe/Berln" }),
    'freezes[0].timezone must be an IANA time zone such as Europe/Berlin, got "Europe/Berln"',
  ],
  [
    "a freeze in nobody's zone",
    frozen({ timezone: "" }),
    'freezes[0].timezone must be an IANA time zone such as Europe/Berlin, got ""',
  ],
  [
    "a 32nd of December",
    frozen({ when: { kind: "yearly", from: "12-32", to: "01-04" } }),
    'freezes[0].when.from must be a day of every year such as 12-18, got "12-32"',
  ],
  [
    "a freeze that ends on the 30th of February",
    frozen({ when: { kind: "once", from: "2027-02-01", to: "2027-02-30" } }),
    'freezes[0].when.to must be a day such as 2026-12-18, got "2027-02-30"',
  ],
  [
    "a freeze that ends before it begins",
    frozen({ when: { kind: "once", from: "2027-02-02", to: "2027-02-01" } }),
    'freezes[0].when.to must not be before 2027-02-02, got "2027-02-01"',
  ],
  [
    "a span that ends when it begins",
    frozen({ when: { kind: "spans", spans: [[5, 5]], knownUntil: 9 } }),
    "freezes[0].when.spans[0] must be two instants in whole minutes, the first before the second, got [5,5]",
  ],
  [
    "a freeze of no kind",
    frozen({ when: { kind: "weekly", from: "12-18", to: "01-04" } }),
    'freezes[0].when.kind must be one of yearly, once, spans, got "weekly"',
  ],
];

export const placeFaults: readonly PlantedArguments[] = [
  planted(
    "ChangeCalendar",
    (args) => new ChangeCalendar("web", { region: place.region, freezes: [yearEnd], ...args }),
    [ofRegion, ...ofTags, ...ofFreezes],
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
