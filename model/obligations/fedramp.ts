/** FedRAMP's vulnerability detection and response, one preset for each class of service. */
import type { Limit, Obligation } from "./obligation";
import { length, recurring } from "./obligation";

type Row = readonly [reachableAndLikely: string, likely: string, unlikely: string];

/** Rows are the adverse impacts N5, N4, N3, N2. */
const lowTable: readonly Row[] = [
  ["4d", "8d", "32d"],
  ["8d", "32d", "64d"],
  ["32d", "64d", "192d"],
  ["96d", "160d", "192d"],
];
const tables = {
  a: { evaluate: "14d", rows: lowTable },
  b: { evaluate: "7d", rows: lowTable },
  c: {
    evaluate: "5d",
    rows: [
      ["2d", "4d", "16d"],
      ["4d", "8d", "64d"],
      ["16d", "32d", "128d"],
      ["48d", "128d", "192d"],
    ],
  },
  d: {
    evaluate: "2d",
    rows: [
      ["12h", "1d", "8d"],
      ["2d", "8d", "32d"],
      ["8d", "16d", "64d"],
      ["24d", "96d", "192d"],
    ],
  },
} as const satisfies Record<string, { evaluate: string; rows: readonly Row[] }>;

const impacts = ["N5", "N4", "N3", "N2"] as const;

function limitsOf(evaluate: string, rows: readonly Row[]): readonly Limit[] {
  return rows.flatMap((row, index) => {
    const adverseImpact = impacts[index];
    const places = [
      { exposure: "internet", likelyExploitable: true },
      { exposure: "internal", likelyExploitable: true },
      { likelyExploitable: false },
    ] as const;
    return places.map((place, column) => ({
      control: "VER-TFR-EVU, VDR-TFR-PVR (SHOULD)",
      when: { ...place, adverseImpact },
      limit: {
        stages: [
          { act: "evaluate", within: length(evaluate), of: "detected" },
          { act: "fix", within: length(row[column] ?? ""), of: "evaluated" },
        ],
      },
    }));
  });
}

export const fedramp: readonly Obligation[] = Object.entries(tables).map(
  ([letter, { evaluate, rows }]) => ({
    id: `fedramp-vdr-${letter}`,
    aliases: [],
    title: `FedRAMP VDR, class ${letter.toUpperCase()}: fix by reachability, exploitability and impact`,
    status: {
      kind: "inForce",
      since: "2026-12-07",
      note: "mandatory from that day, with grace until 2027-03-07",
    },
    limits: limitsOf(evaluate, rows),
    duties: [
      recurring("VER-TFR-MHR", "1mo", "publish a report for people"),
      { control: "VER-TFR-MAV", what: "list what is open after 192 days as accepted" },
      { control: "VDR-CSO-FAV", what: "treat a failure of a scanner as a vulnerability" },
    ],
    evidence: [
      "clock of every finding, with partial mitigations",
      "evaluation timestamps",
      "list of accepted vulnerabilities",
      "monthly report as HTML and JSON",
    ],
    source: "FedRAMP consolidated rules 2026: VDR-TFR-PVR, VER-TFR-EVU, VER-TFR-MAV, VER-TFR-MHR",
  }),
);
