/** A state as `pulumi stack export` gives it, generated: what rules judge, and what they do not, in a fixed order. */
import type { Rule } from "../../policies/rule";
import { rules } from "../../policies/rules";

interface Declared {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Of each five resources three are of types that a rule judges. */
const judgedOfFive = 3;

/** Such as most stacks are full of; no rule judges them. */
const others: readonly Declared[] = [
  {
    type: "aws:s3/bucket:Bucket",
    properties: { bucket: "logs", tags: { team: "web", cost: "4711" } },
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    properties: {
      description: "web",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
    },
  },
  {
    type: "azure-native:network:VirtualNetwork",
    properties: { location: "westeurope", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
  },
];

/** Both examples of each rule: half of what is judged breaks something. */
function examplesOf(rule: Rule): readonly Declared[] {
  const { bad, good } = rule.examples;
  if (rule.kind === "stack") return [bad, good].flatMap((one) => Object.values(one));
  return rule.types.flatMap((type) =>
    [rule.examples.bad, rule.examples.good]
      .filter((one) => (one.type ?? rule.types[0]) === type)
      .map(({ properties }) => ({ type, properties })),
  );
}

/** @returns JSON for `pulumi policy analyze --file` */
export function generatedState(count: number): string {
  const judged = rules.flatMap(examplesOf);
  const resources = Array.from({ length: count }, (_, index) => {
    const pool = index % 5 < judgedOfFive ? judged : others;
    return resource(pool[index % pool.length] as Declared, index);
  });
  const deployment = {
    manifest: { time: "2026-12-01T00:00:00Z", magic: "", version: "v3.259.0" },
    resources: [root, ...resources],
  };
  return JSON.stringify({ version: 3, deployment });
}

const root = {
  urn: "urn:pulumi:bench::bench::pulumi:pulumi:Stack::bench-bench",
  custom: false,
  type: "pulumi:pulumi:Stack",
};

function resource({ type, properties }: Declared, index: number) {
  return {
    urn: `urn:pulumi:bench::bench::${type}::r${index}`,
    custom: true,
    id: `id-${index}`,
    type,
    inputs: properties,
    outputs: { ...properties, id: `id-${index}` },
    parent: root.urn,
  };
}
