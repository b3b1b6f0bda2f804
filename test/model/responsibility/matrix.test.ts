import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { responsibilityFindings } from "../../../model/responsibility/findings";
import { answerFor, answersFor } from "../../../model/responsibility/matrix";
import { matches, mostSpecific, plainType } from "../../../model/responsibility/typePattern";
import { twoClouds } from "../policyText";
import { faultsOf, loaded } from "../rosterText";

const whole = "operatingSystem: provider, runtime: provider, engine: provider, application: web";
const row = (name: string, types: string, parties = whole): string =>
  `  ${name}: { types: [${types}], service: paas, ${parties} }`;
const rows = (...lines: string[]): string => `responsibilities:\n${lines.join("\n")}`;
const machine = row("ec2", '"aws:ec2/instance:Instance"');

describe("the pattern of a row", () => {
  it.each([
    ["aws:rds/*", "aws:rds/instance:Instance", true],
    ["aws:rds/*", "aws:redshift/cluster:Cluster", false],
    ["aws:rds/instance:Instance", "aws:rds/instance:InstanceRole", false],
    ["azure-native:compute:*", "azure-native:compute/v20240701:VirtualMachine", true],
    ["azure-native:compute/v20240701:VirtualMachine", "azure-native:compute:VirtualMachine", true],
    ["azure-native:sql:Server", "azure-native_sql_v20230801preview:sql:Server", true],
  ])("%s and %s", (pattern, type, expected) => {
    expect(matches(pattern, plainType(type))).toBe(expected);
  });

  it("wins over every shorter one, whatever the order of the rows", () => {
    const type = "aws:rds/instance:Instance";
    const patterns = [...Array.from(type, (_, end) => `${type.slice(0, end)}*`), type];
    fc.assert(
      fc.property(fc.shuffledSubarray(patterns, { minLength: 1 }), (some) => {
        const best = mostSpecific(
          some.map((pattern) => ({ pattern })),
          type,
        );

        expect(best?.pattern.length).toBe(
          some.includes(type) ? type.length : Math.max(...some.map(({ length }) => length)),
        );
      }),
    );
  });

  it.each(["rds", "aws:rds/instance", "aws*:x", "aws:*:Instance", '""'])(
    "is refused as %s",
    (pattern) => {
      expect(faultsOf({ rest: rows(row("x", `"${pattern.replaceAll('"', "")}"`)) })[0]).toContain(
        "must be a Pulumi type such as",
      );
    },
  );

  it("is a fault in two rows, also by another API version", () => {
    expect(faultsOf({ rest: rows(row("a", '"aws:rds/*"'), row("b", '"aws:rds/*"')) })).toEqual([
      'responsibilities.b.types[0]: "aws:rds/*" already stands in a; a type belongs to one row, so remove one or make it more specific',
    ]);
    const versions = [
      row("a", '"azure-native:web:WebApp"'),
      row("b", '"azure-native:web/v20240401:WebApp"'),
    ];
    expect(faultsOf({ rest: rows(...versions) })).toHaveLength(1);
  });
});

describe("the matrix", () => {
  const { policy } = loaded({
    rest: rows(
      machine,
      row("rds", '"aws:rds/*"', "operatingSystem: provider, application: web"),
      row("k8s", '"kubernetes:*"'),
    ),
  });

  it.each([
    ["aws:ec2/instance:Instance", { kind: "answered", row: "ec2" }],
    [
      "aws:rds/instance:Instance",
      { kind: "layersOpen", row: "rds", layers: ["runtime", "engine"] },
    ],
    ["aws:lambda/function:Function", { kind: "noRow", runs: "function" }],
    ["azure-native:web/v20240401:WebApp", { kind: "noRow", runs: "appService" }],
    ["aws:iam/role:Role", { kind: "runsNothing" }],
    ["pulumi:providers:aws", { kind: "runsNothing" }],
    ["random:index/randomId:RandomId", { kind: "runsNothing" }],
    ["gcp:compute/instance:Instance", { kind: "unknown" }],
    ["kubernetes:apps/v1:Deployment", { kind: "answered", row: "k8s" }],
  ])("answers for %s", (type, expected) => {
    expect(answerFor(policy, type)).toEqual(expected);
  });

  it("counts the resources of a type, whatever their API versions", () => {
    const types = [
      "azure-native:web/v20240401:WebApp",
      "azure-native:web:WebApp",
      "aws:s3/bucket:Bucket",
    ];

    expect(answersFor(policy, types).map(({ type, count }) => [type, count])).toEqual([
      ["aws:s3/bucket:Bucket", 1],
      ["azure-native:web:WebApp", 2],
    ]);
  });
});

describe("findings of the matrix", () => {
  const found = (rest: string, groups?: string): readonly (readonly [string, string])[] =>
    responsibilityFindings(loaded(groups === undefined ? { rest } : { rest, groups }).policy).map(
      ({ rule, path }) => [rule, path.join(".")],
    );

  it("are none without a matrix", () => {
    expect(found("")).toEqual([]);
  });

  it("are the layers without a party, of which none is a party too", () => {
    const parties = "operatingSystem: none, runtime: provider, application: web";

    expect(found(rows(row("ec2", '"aws:ec2/*"', parties)))).toEqual([
      ["responsibility/layer-open", "responsibilities.ec2.engine"],
    ]);
    expect(found(rows(machine))).toEqual([]);
  });

  it("are the machines of the clouds that groups are on", () => {
    const both = rows(row("x", '"aws:lambda/*"'));

    expect(found(both)).toEqual([["responsibility/no-row", "responsibilities"]]);
    expect(found(both, twoClouds)).toHaveLength(2);
    expect(found(rows(machine), twoClouds)).toHaveLength(1);
    expect(found(rows(row("all", '"aws:*", "azure-native:*"')), twoClouds)).toEqual([]);
  });
});
