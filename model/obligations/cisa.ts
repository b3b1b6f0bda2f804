/** Binding operational directives of CISA: 26-04, and the two that it revoked. */
import type { Applicability, Limit, Obligation, TimeLimit } from "./obligation";
import { within } from "./obligation";

const forensics =
  "forensic triage comes first: scope in 2h of the KEV entry, volatile evidence in 24h and before the patch, verdict in 72h";

type Cell = "3d" | "14d" | "60d" | "upgrade" | "3d forensic";

/** Partial and total technical impact, not automatable and then automatable. */
const table = [
  [{ exposure: "internal", exploited: false }, ["upgrade", "upgrade"], ["60d", "60d"]],
  [{ exposure: "internal", exploited: true }, ["14d", "14d"], ["14d", "3d forensic"]],
  [{ exposure: "internet", exploited: false }, ["60d", "14d"], ["14d", "3d"]],
  [{ exposure: "internet", exploited: true }, ["14d", "3d forensic"], ["3d", "3d forensic"]],
] as const satisfies readonly (readonly [
  Applicability,
  readonly [Cell, Cell],
  readonly [Cell, Cell],
])[];

function cell(when: Applicability, written: Cell): Limit {
  const [time, forensic] = written.split(" ");
  const limit: TimeLimit =
    time === "upgrade"
      ? { onUpgrade: true }
      : within(time ?? "", when.exploited ? "kevAdded" : "detected");
  const note = forensic === undefined ? {} : { note: forensics };
  return { control: "BOD 26-04, remediation table", when, limit, ...note };
}

const bod2604: Obligation = {
  id: "bod-26-04",
  aliases: [],
  title: "CISA BOD 26-04: fix by exposure, exploitation, automatability and technical impact",
  status: {
    kind: "inForce",
    since: "2026-06-10",
    note: "timelines are to be met within 180 days, by 2026-12-07",
  },
  limits: table.flatMap(([when, byHand, automatable]) =>
    [byHand, automatable].flatMap(([partial, total], index) => [
      cell({ ...when, automatable: index === 1, technicalImpact: "partial" }, partial),
      cell({ ...when, automatable: index === 1, technicalImpact: "total" }, total),
    ]),
  ),
  duties: [
    { control: "BOD 26-04", what: "keep an inventory and tag what is publicly exposed" },
    { control: "BOD 26-04", what: "report the status of KEV entries automatically" },
    { control: "BOD 26-04", what: "name roles, validation and enforcement in the policy" },
  ],
  evidence: [
    "decision records",
    "exposure tag of every asset",
    "forensic triage records",
    "KEV status report",
  ],
  source: "CISA Binding Operational Directive 26-04 of 2026-06-10; table cisa:DT_BOD2604:1.0.0",
};

const revoked = { kind: "revoked", since: "2026-06-10", note: "by BOD 26-04" } as const;

const bod2201: Obligation = {
  id: "bod-22-01",
  aliases: [],
  title: "CISA BOD 22-01: known exploited vulnerabilities by the catalogue's due date",
  status: revoked,
  limits: [
    {
      control: "BOD 22-01",
      when: { exploited: true },
      limit: within("21d", "kevAdded"),
      note: "the due date stood in the catalogue entry; 21 days is what entries since 2024 had",
    },
  ],
  duties: [],
  evidence: ["KEV status report"],
  source: "CISA Binding Operational Directive 22-01",
};

const bod1902: Obligation = {
  id: "bod-19-02",
  aliases: [],
  title: "CISA BOD 19-02: internet-facing critical in 15 days, high in 30",
  status: revoked,
  limits: [["critical", "15d"] as const, ["high", "30d"] as const].map(([severity, time]) => ({
    control: "BOD 19-02",
    when: { exposure: "internet", severity: [severity] },
    limit: within(time, "detected"),
  })),
  duties: [],
  evidence: ["scan results of internet-facing assets"],
  source: "CISA Binding Operational Directive 19-02",
};

export const cisa: readonly Obligation[] = [bod2604, bod2201, bod1902];
