/** A provider of the sandbox without the engine: the operations on plain values, over a store in memory's stead, a temporary folder. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { expect } from "vitest";
import { openCloudStore } from "../../sandbox/cloud/cloudStore";
import { awsCloud } from "../../sandbox/provider/awsCloud";
import { azureCloud } from "../../sandbox/provider/azureCloud";
import { checkResource } from "../../sandbox/provider/checkResource";
import type { CloudKind } from "../../sandbox/provider/cloudKind";
import { diffResource } from "../../sandbox/provider/diffResource";
import * as operations from "../../sandbox/provider/resourceOperations";
import type { Provider } from "../../sandbox/provider/target";
import { toWireObject, type WireObject } from "../../sandbox/provider/wireValue";
import { loadSchema } from "../../sandbox/schema/loadSchema";
import { type ResourceShape, resourceKey, type Sdk } from "../../sandbox/schema/shape";
import { sampleInputs } from "./samples";

const kinds: Readonly<Record<Sdk, CloudKind>> = { aws: awsCloud, "azure-native": azureCloud };

export interface TestProvider {
  readonly provider: Provider;
  /** The folder of the clouds' files. */
  readonly folder: string;
  remove(): void;
}

export async function testProvider(
  sdk: Sdk,
  config: Readonly<Record<string, unknown>> = {},
  folder = mkdtempSync(path.join(tmpdir(), "patchwarden-cloud-")),
): Promise<TestProvider> {
  const kind = kinds[sdk];
  const schema = await loadSchema(sdk);
  const store = openCloudStore(folder);
  return {
    provider: { kind, schema, store, account: kind.account(config) },
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function urnOf(type: string, name: string, stack = "dev"): string {
  return `urn:pulumi:${stack}::test::${type}::${name}`;
}

/** Checks and creates as the engine does. @throws Error with the failures of the check, or the refusal. */
export function deploy(
  { provider }: TestProvider,
  urn: string,
  inputs: Readonly<Record<string, unknown>>,
): { id: string; inputs: WireObject; outputs: WireObject } {
  const checked = check(provider, urn, {}, inputs);
  return { ...operations.create(provider, urn, checked, false), inputs: checked };
}

export function check(
  provider: Provider,
  urn: string,
  olds: WireObject,
  inputs: Readonly<Record<string, unknown>>,
): WireObject {
  const seed = new TextEncoder().encode(urn);
  const request = { urn, olds, news: toWireObject(inputs), seed };
  const { inputs: checked, failures } = checkResource(provider, request);
  if (failures.length > 0) {
    throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }
  return checked;
}

/** The resource types without service rules: what the shapes alone decide. */
export function genericTypes({ provider: { kind, schema } }: TestProvider): ResourceShape[] {
  const ruled = new Set(kind.rules.map((rules) => resourceKey(rules.type)));
  return Object.values(schema.resources).filter(
    ({ module, name }) => module !== "index" && !ruled.has(`${module}:${name}`),
  );
}

/** One resource's life with the least inputs; every step must find what the one before left. */
export function liveOnce(test: TestProvider, shape: ResourceShape): void {
  const { provider } = test;
  const { module, name } = shape;
  const token =
    provider.kind.sdk === "aws"
      ? `aws:${module}/${name}:${name}`
      : `azure-native:${module}:${name}`;
  const urn = urnOf(token, "probe");
  const sample = sampleInputs(provider.schema, shape.inputs);
  const { id, inputs, outputs } = deploy(test, urn, sample);
  expect(id, token).not.toBe("");
  expect(operations.read(provider, { urn, id, inputs }), token).toEqual({ id, inputs, outputs });
  const always = Object.keys(shape.outputs).filter((output) => shape.outputs[output]?.required);
  expect(Object.keys(outputs), token).toEqual(expect.arrayContaining(always));
  const again = check(provider, urn, inputs, sample);
  const { changes } = diffResource(provider, urn, { inputs, outputs }, again, []);
  expect(changes, token).toEqual([]);
  operations.remove(provider, { urn, id, inputs });
  expect(operations.read(provider, { urn, id, inputs }), token).toBeUndefined();
}
