/** Random policy documents as text, many of which promise what their calendar cannot keep. */
import fc from "fast-check";
import { weekdays } from "../../model/schedule";
import { drawFrom, styledYaml } from "./yamlStyle";

const time = fc
  .record({ hour: fc.integer({ min: 0, max: 22 }), minute: fc.constantFrom("00", "15", "30") })
  .map(({ hour, minute }) => `${String(hour).padStart(2, "0")}:${minute}`);
const day = fc.constantFrom(...weekdays);

const schedule = fc.oneof(
  { weight: 1, arbitrary: time.map((at) => `every day at ${at}`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.uniqueArray(day, { minLength: 1, maxLength: 3 }), time)
      .map(([days, at]) => `every ${days.join(", ")} at ${at}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 2 }), time)
      .map(([days, at]) => `day ${days.join(", ")} at ${at}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("first", "second", "third"),
        day,
        fc.constantFrom("", " +1 day", " +5 days"),
        time,
      )
      .map(([ordinal, weekday, offset, at]) => `${ordinal} ${weekday}${offset} at ${at}`),
  },
);

/** Leaves keys out that a document may leave out. */
function partly<T extends Record<string, fc.Arbitrary<unknown>>, K extends keyof T & string>(
  all: T,
  requiredKeys: K[],
) {
  return fc.record(all, { requiredKeys });
}

const window = partly(
  {
    schedule,
    timezone: fc.constantFrom("Europe/Berlin", "America/New_York", "UTC"),
    duration: fc.constantFrom("2h", "3h"),
    cutoff: fc.constantFrom("0h", "1h"),
    perNode: fc.constantFrom("10m", "20m", "45m", "90m"),
    agreedBy: fc.constant("payments"),
    agreedAt: fc.constant("2026-11-02"),
  },
  ["schedule"],
);

const days = (min: number, max: number) => fc.integer({ min, max }).map((count) => `${count}d`);
const hours = (min: number, max: number) => fc.integer({ min, max }).map((count) => `${count}h`);

const rule = partly(
  {
    classification: fc.constant(["security"]),
    after: days(0, 20),
  },
  ["classification"],
);

const limit = fc.oneof(days(3, 45), days(3, 45), hours(24, 400), fc.constantFrom("1mo", "2w"));
const limitByExposure = fc.oneof(
  { weight: 3, arbitrary: limit },
  { weight: 1, arbitrary: fc.record({ internet: limit, internal: limit }) },
);

const deadlines = partly({ critical: limitByExposure, high: limit, exploited: limitByExposure }, [
  "critical",
]);

const path = partly(
  {
    when: fc.constantFrom(["exploited"], ["exploited", "critical"], ["critical"]),
    notice: hours(0, 12),
    decide: fc.record({ within: hours(1, 12) }),
    perRing: hours(1, 24),
    soak: hours(0, 12),
    inFreeze: fc.boolean(),
  },
  [],
);

const freeze = fc.constantFrom(
  { name: "year-end", every: "year", from: "12-18", to: "01-04" },
  { name: "summer", every: "year", from: "08-01", to: "08-10" },
  { name: "launch", from: "2027-03-01", to: "2027-03-20" },
);

const ring = (windows: readonly string[]) =>
  partly(
    {
      window: fc.constantFrom(...windows),
      soak: fc.oneof(days(1, 5), hours(1, 60)),
      concurrency: fc.constantFrom("10%", "25%", "50%", 5),
    },
    ["window"],
  );

const windowNames = ["early", "late", "monthly"];

const parts = fc.record({
  windows: fc.tuple(window, window, window),
  windowCount: fc.integer({ min: 1, max: 3 }),
  systems: fc.constantFrom(
    ["rhel-9"],
    ["windows-server-2022"],
    ["ubuntu-24.04"],
    ["rhel-9", "ubuntu-24.04"],
  ),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
  deadlines,
  path: fc.option(path, { nil: undefined }),
  tierTakesPath: fc.boolean(),
  freezes: fc.uniqueArray(freeze, { maxLength: 2, selector: ({ name }) => name }),
  rings: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
  otherRings: fc.array(fc.integer(), { minLength: 0, maxLength: 2 }),
  azure: fc.boolean(),
  obligations: fc.constantFrom(undefined, undefined, ["pci-dss-4.0.1"]),
  sharesRings: fc.boolean(),
  choices: fc.array(fc.nat({ max: 100_000 }), { minLength: 60, maxLength: 60 }),
});

/** A document as text, and its groups' names. */
export const randomDocument: fc.Arbitrary<string> = parts.chain((chosen) => {
  const windows = windowNames.slice(0, chosen.windowCount);
  const rings = (count: number) => fc.array(ring(windows), { minLength: count, maxLength: count });
  return fc
    .tuple(rings(chosen.rings.length), rings(chosen.otherRings.length))
    .map(([own, others]) => textOf(chosen, windows, named(own), named(others)));
});

type Chosen = typeof parts extends fc.Arbitrary<infer T> ? T : never;
type Ring = Record<string, unknown>;

/** The first ring has no ring before it to rest after. */
function named(rings: readonly Ring[]): readonly Ring[] {
  return rings.map(({ ["soak"]: soak, ...one }, index) => ({
    name: ["canary", "early", "broad"][index],
    ...one,
    ...(index === 0 || soak === undefined ? {} : { soak }),
  }));
}

/** Windows has fixes of a classification of its own, and no cloud knows a delay of Ubuntu's packages. */
function rulesOf({ systems, rules }: Chosen): readonly object[] {
  const [system] = systems;
  if (system === "windows-server-2022") {
    return rules.map((one) => ({ ...one, classification: ["security", "critical"] }));
  }
  return system === "ubuntu-24.04"
    ? rules.map(({ classification }) => ({ classification }))
    : rules;
}

function textOf(
  chosen: Chosen,
  windows: readonly string[],
  own: readonly Ring[],
  others: readonly Ring[],
): string {
  const group = (rings: readonly Ring[]) => ({
    tier: "gold",
    owner: "payments",
    baselines: ["all"],
    aws: { regions: ["eu-central-1"] },
    ...(chosen.azure ? { azure: { locations: ["westeurope"] } } : {}),
    rings,
  });
  const second = chosen.sharesRings ? own : others;
  const document = {
    version: 1,
    organisation: "acme",
    timezone: "Europe/Berlin",
    effectiveFrom: "2026-12-01",
    clouds: {
      aws: { accounts: { prod: { id: "123456789012" } } },
      azure: {
        subscriptions: { prod: { id: "11111111-2222-3333-4444-555555555555" } },
        resourceGroup: "rg",
      },
    },
    tiers: {
      gold: {
        deadlines: chosen.deadlines,
        ...(chosen.path !== undefined && chosen.tierTakesPath ? { outOfCycle: "urgent" } : {}),
      },
    },
    ...(chosen.path === undefined ? {} : { outOfCycle: { urgent: chosen.path } }),
    ...(chosen.obligations === undefined ? {} : { obligations: chosen.obligations }),
    baselines: { all: { systems: chosen.systems, approve: rulesOf(chosen) } },
    windows: Object.fromEntries(windows.map((name, index) => [name, chosen.windows[index]])),
    ...(chosen.freezes.length === 0 ? {} : { freezes: chosen.freezes }),
    groups: {
      web: group(own),
      ...(second.length === 0 ? {} : { shop: group(second) }),
    },
  };
  const shared = new Set<unknown>(chosen.sharesRings ? [own] : []);
  return styledYaml(document, drawFrom(chosen.choices), shared);
}
