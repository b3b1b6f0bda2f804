/** Builders of what rules judge by: a small organisation on both clouds, and one-line evaluation of a rule. */
import type {
  AwsBaseline,
  AzureConfiguration,
  Plan,
  PlannedGroup,
  PlannedRing,
  PlannedWindow,
  PolicyException,
} from "../../model/plan";
import { minutesPerDay } from "../../model/time";
import type { Rule, World } from "../../policies/rule";
import { analyze, analyzeStack, remediate, type TestResource, urnOf } from "../../policies/testing";
import { toPolicies } from "../../policies/toPolicies";

const window: PlannedWindow = {
  name: "sunday-early",
  schedule: { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } },
  timezone: "Europe/Berlin",
  duration: 180,
  cutoff: 60,
  perNode: 20,
};

function ring(group: string, name: string, delay: number): PlannedRing {
  const approvals = [{ classifications: ["security"], ownDays: 2, afterDays: delay }];
  return {
    name,
    patchGroup: `${group}.${name}`,
    window,
    soak: 0,
    concurrency: { kind: "percent", value: name === "canary" ? 50 : 25 },
    stopAfter: { kind: "percent", value: 5 },
    systems: (["aws", "azure"] as const).map((cloud) => ({
      system: "amazon-linux-2023",
      cloud,
      baseline: "linux",
      approvals,
      soakKept: "none",
    })),
  };
}

export function group(name: string, overrides: Partial<PlannedGroup> = {}): PlannedGroup {
  const deadline = (severity: "critical" | "high", days: number) => ({
    class: { severity, exploited: false },
    within: { months: 0, minutes: days * minutesPerDay },
    source: "tier gold",
  });
  return {
    name,
    tier: "gold",
    exposure: "internet",
    environment: "production",
    owner: "payments",
    reboot: "ifRequired",
    recoveryPoint: { required: true, keepDays: 14 },
    deadlines: [deadline("critical", 21), deadline("high", 30)],
    rings: [ring(name, "canary", 2), ring(name, "broad", 9)],
    ...overrides,
  };
}

/** Approves security patches after `days`, bug fixes after ten. */
function baseline(days: number, overrides: Partial<AwsBaseline> = {}): AwsBaseline {
  return {
    name: `linux-${days}`,
    operatingSystem: "AMAZON_LINUX_2023",
    rules: [
      {
        approveAfterDays: days,
        enableNonSecurity: false,
        complianceLevel: "HIGH",
        filters: [{ key: "CLASSIFICATION", values: ["Security"] }],
      },
      {
        approveAfterDays: 10,
        enableNonSecurity: false,
        complianceLevel: "LOW",
        filters: [{ key: "CLASSIFICATION", values: ["Bugfix"] }],
      },
    ],
    approved: [],
    rejected: ["kernel-debug"],
    patchGroups: [],
    ...overrides,
  };
}

export function configuration(overrides: Partial<AzureConfiguration> = {}): AzureConfiguration {
  return {
    name: "web-canary",
    group: "web",
    ring: "canary",
    patchGroup: "web.canary",
    window,
    reboot: "ifRequired",
    recoveryPoint: { required: true, keepDays: 14 },
    windowsClassifications: ["Critical", "Security"],
    linuxClassifications: ["Critical", "Security"],
    excludeKbs: ["5034439"],
    excludePackages: ["kernel-debug"],
    ...overrides,
  };
}

export function plan(overrides: Partial<Plan> = {}): Plan {
  return {
    organisation: "acme",
    timezone: "Europe/Berlin",
    effectiveFrom: "2026-12-01",
    severities: {
      critical: ["critical"],
      high: ["important"],
      medium: ["moderate", "medium"],
      low: ["low"],
    },
    groups: [group("web")],
    freezes: [
      {
        name: "year-end",
        timezone: "Europe/Berlin",
        when: { kind: "yearly", from: "12-18", to: "01-04" },
      },
    ],
    testWindows: [],
    testFreezes: [],
    exceptions: [],
    enforcement: {},
    aws: [
      {
        cloud: "aws",
        account: "prod",
        accountId: "012345678901",
        region: "eu-central-1",
        baselines: [baseline(2), baseline(9)],
        windows: [],
        scan: { schedule: window.schedule, timezone: "Europe/Berlin", patchGroups: [] },
        recorder: "create",
      },
    ],
    azure: [
      {
        cloud: "azure",
        subscription: "prod",
        subscriptionId: "11111111-2222-3333-4444-555555555555",
        location: "westeurope",
        resourceGroup: "rg-patching",
        configurations: [configuration()],
      },
    ],
    findings: [],
    ...overrides,
  };
}

/** 2026-12-01T00:00Z */
export const today = Date.UTC(2026, 11, 1) / 60_000;

export function world(overrides: Partial<Plan> = {}): World {
  return { plan: plan(overrides), asOf: today };
}

/** An accepted risk of every group, good until the end of 2027. */
export function exception(rule: string, overrides: Partial<PolicyException> = {}): PolicyException {
  return {
    id: "RISK-17",
    scope: {},
    rule,
    reason: "the vendor certifies late",
    owner: "payments",
    approvedBy: "ciso",
    expires: "2027-12-31",
    ...overrides,
  };
}

export interface Verdict {
  /** Messages of the rule's own level, without the title that the SDK puts before them. */
  readonly broken: readonly string[];
  readonly undetermined: readonly string[];
  readonly notApplicable: readonly string[];
}

/** What a rule says about one resource, or about a stack. */
export async function judge(
  rule: Rule,
  resources: TestResource | readonly TestResource[],
  judgedBy: World | null = world(),
): Promise<Verdict> {
  const policies = toPolicies(rule, () => judgedBy ?? undefined);
  const stack = [resources].flat() as readonly TestResource[];
  const [first] = stack;
  const analysis =
    rule.kind === "stack"
      ? await analyzeStack(policies, stack)
      : await analyze(policies, first ?? { type: "", props: {} });
  const isUndetermined = (message: string) => message.startsWith("undetermined");
  const messages = analysis.findings.map(({ message }) => message.replace(`${rule.title}\n`, ""));
  return {
    broken: messages.filter((message) => !isUndetermined(message)),
    undetermined: messages.filter(isUndetermined),
    // The fast path answers for the rule's other types.
    notApplicable: analysis.notApplicable
      .map(({ reason }) => reason)
      .filter((reason) => !reason.startsWith("Policy only applies to resources of type")),
  };
}

/** The resource as the rule's remediation leaves it; as it is where there is nothing to repair. */
export async function repair(
  rule: Rule,
  resource: TestResource,
  judgedBy: World,
): Promise<TestResource> {
  const props = await remediate(
    toPolicies(rule, () => judgedBy),
    resource,
  );
  return props === undefined ? resource : { ...resource, props };
}

/** The resources of an example of a rule's page. */
export function exampleResources(rule: Rule, which: "bad" | "good"): readonly TestResource[] {
  if (rule.kind === "resource") {
    const { type = rule.types[0], properties } = rule.examples[which];
    return [{ type, props: properties }];
  }
  const entries = rule.examples[which];
  const urn = (name: string) => urnOf({ type: entries[name]?.type ?? "", name, props: {} });
  return Object.entries(entries).map(([name, { type, properties, sources = {} }]) => ({
    type,
    name,
    props: properties,
    sources: Object.fromEntries(
      Object.entries(sources).map(([key, names]) => [key, names.map(urn)]),
    ),
  }));
}
