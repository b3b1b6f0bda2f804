/** The Essential Eight of Australia's cyber security centre, by maturity level. */
import type { Component, Duty, Limit, Obligation } from "./obligation";
import { recurring, within } from "./obligation";

type Level = 1 | 2 | 3;
interface Place {
  readonly component: readonly Component[];
  readonly exposure?: "internet" | "internal";
}

const internetFacing: Place = { component: ["operatingSystem"], exposure: "internet" };
const otherSystems: Place = { component: ["operatingSystem"], exposure: "internal" };
const onlineServices: Place = { component: ["onlineService"] };
const officeSoftware: Place = { component: ["officeSoftware"] };
const otherApplications: Place = { component: ["otherApplication"] };
const firmware: Place = { component: ["driverOrFirmware"] };

/** 48 hours where the vendor says critical or a working exploit exists. */
function urgent(control: string, place: Place): readonly Limit[] {
  return [{ severity: ["critical"] } as const, { exploited: true }].map((vulnerability) => ({
    control,
    when: { ...place, ...vulnerability },
    limit: within("48h", "released"),
  }));
}

function routine(control: string, place: Place, time: "2w" | "1mo"): Limit {
  return { control, when: place, limit: within(time, "released") };
}

function limitsOf(level: Level): readonly Limit[] {
  return [
    ...urgent("ISM-1876", onlineServices),
    routine("ISM-1690", onlineServices, "2w"),
    ...urgent("ISM-1877", internetFacing),
    routine("ISM-1694", internetFacing, "2w"),
    ...(level < 3
      ? [routine("ISM-1695", otherSystems, "1mo"), routine("ISM-1691", officeSoftware, "2w")]
      : [
          ...urgent("ISM-1696", otherSystems),
          routine("ISM-1902", otherSystems, "1mo"),
          ...urgent("ISM-1692", officeSoftware),
          routine("ISM-1901", officeSoftware, "2w"),
          ...urgent("ISM-1879, ISM-1903", firmware),
          routine("ISM-1697, ISM-1904", firmware, "1mo"),
        ]),
    ...(level > 1 ? [routine("ISM-1693", otherApplications, "1mo")] : []),
  ];
}

function dutiesOf(level: Level): readonly Duty[] {
  return [
    recurring("ISM-1698", "1d", "scan online services"),
    recurring("ISM-1701", "1d", "scan internet-facing operating systems"),
    recurring("ISM-1699", "1w", "scan office software, browsers, PDF and security software"),
    recurring("ISM-1702", "2w", "scan the other operating systems"),
    ...(level > 1 ? [recurring("ISM-1700", "2w", "scan other applications")] : []),
    ...(level > 2 ? [recurring("ISM-1703, ISM-1900", "2w", "scan drivers and firmware")] : []),
    recurring("ISM-1807", "2w", "discover assets"),
    { control: "ISM-1501", what: "replace operating systems that are no longer supported" },
  ];
}

export const essentialEight: readonly Obligation[] = ([1, 2, 3] as const).map((level) => ({
  id: `essential-eight-ml${level}`,
  aliases: [`e8-ml${level}`],
  title: `ACSC Essential Eight, maturity level ${level}: patch operating systems and applications`,
  status: { kind: "inForce" },
  limits: limitsOf(level),
  duties: dutiesOf(level),
  evidence: ["hours from release to installation, by asset and patch", "log of scans"],
  source: "ACSC Essential Eight maturity model; Information Security Manual 2025.12.9",
}));
