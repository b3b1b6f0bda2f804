import { describe, expect, it } from "vitest";
import { everyResource } from "../../policies/everyResource";
import { rules } from "../../policies/rules";
import { analyze, analyzeStack, type TestResource, unknown } from "../../policies/testing";
import { exception, world } from "./world";

const pack = (judgedBy = world()) => [everyResource(rules, () => judgedBy)];

function pointing(tag: unknown, props: object = {}): TestResource {
  return {
    type: "aws:s3/bucket:Bucket",
    props: { tags: { PatchException: tag, PatchGroup: "web.canary" }, ...props },
  };
}

const accepted = exception("aws-ec2-patch-group-tag", { scope: { group: "web" } });

async function told(resource: TestResource, judgedBy = world({ exceptions: [accepted] })) {
  return (await analyze(pack(judgedBy), resource)).findings.map(({ message }) =>
    message.split("\n").at(-1),
  );
}

describe("a tag that points to exceptions", () => {
  it("is accepted where the exception holds the resource", async () => {
    expect(await told(pointing("RISK-17"))).toEqual([]);
  });

  it("is refused where the document has no such exception", async () => {
    expect(await told(pointing("RISK-17, RISK-18"))).toEqual([
      "the tag points to an exception that the document does not have: tags.PatchException is RISK-18, allowed RISK-17; remove the tag, or have the exception written into the document [patchwarden-every-resource, docs/rules.md]",
    ]);
  });

  it("is refused where the exception is for another group", async () => {
    const other = { ...accepted, scope: { group: "erp" } };

    expect(await told(pointing("RISK-17"), world({ exceptions: [other] }))).toEqual([
      expect.stringContaining(
        "whose scope does not hold the resource: tags.PatchException is RISK-17",
      ),
    ]);
  });

  it("is refused once the exception has expired", async () => {
    const lapsed = { ...accepted, expires: "2026-11-30" };

    expect(await told(pointing("RISK-17"), world({ exceptions: [lapsed] }))).toEqual([
      expect.stringContaining("that expired on 2026-11-30"),
    ]);
  });

  it.each([
    ["unknown", unknown],
    ["no text", 7],
    ["empty", ""],
  ])("says nothing while it is %s", async (_, tag) => {
    expect(await told(pointing(tag))).toEqual([]);
  });

  it("cannot be accepted itself", async () => {
    const itself = exception("patchwarden-every-resource");

    expect(await told(pointing("RISK-18"), world({ exceptions: [itself] }))).toHaveLength(1);
  });
});

describe("a type that names an API version", () => {
  it.each([
    "azure-native:compute/v20240301:VirtualMachine",
    "azure-native_compute_v20240301:compute:VirtualMachine",
  ])("%s is judged by the rules of its type, under their names", async (type) => {
    const { findings } = await analyze(pack(), { type, props: { tags: { PatchGroup: "x.y" } } });

    expect(findings.map(({ policy, level }) => [policy, level])).toEqual([
      ["azure-vm-patch-group-tag.VirtualMachine", "mandatory"],
      ...Array.from({ length: 3 }, () => ["azure-vm-patch-settings", "mandatory"]),
    ]);
  });

  it("is left to the rules' own policies where it names none", async () => {
    const plain = { type: "azure-native:compute:VirtualMachine", props: {} };

    expect((await analyze(pack(), plain)).findings).toEqual([]);
  });

  it("is judged by the rules of stacks too", async () => {
    const versioned = {
      type: "azure-native:maintenance/v20230401:MaintenanceConfiguration",
      props: { maintenanceScope: "InGuestPatch" },
    };
    const { findings } = await analyzeStack(pack(), [versioned]);

    expect(findings.map(({ policy }) => policy)).toEqual([
      "azure-recovery-point-present",
      "azure-freeze-guarded",
      "azure-assessment-assigned",
    ]);
  });
});
