import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import fc from "fast-check";
import { distance } from "fastest-levenshtein";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toStruct } from "../../sandbox/provider/messages";
import { toWireObject } from "../../sandbox/provider/wireValue";
import { installedSdk, loadSchema } from "../../sandbox/schema/loadSchema";
import type { ResourceShape } from "../../sandbox/schema/shape";
import { makeBundles } from "../../tools/bundles";
import { sampleInputs } from "../support/samples";
import { projectRoot } from "../support/sandbox";

type Done<Response> = (error: grpc.ServiceError | null, response: Response) => void;

function answerOf<Response>(send: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    send((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

/** Properties that stay the nearest known name when an `x` is added. */
function unmistakable({ inputs }: ResourceShape): string[] {
  const names = Object.keys(inputs);
  return names.filter((name) =>
    names.every((other) => other === name || distance(`${name}x`, other) > 1),
  );
}

describe.each([
  ["aws", "dist/sandbox/aws.js"],
  ["azure-native", "dist/sandbox/azureNative.js"],
] as const)("the plugin of %s", (sdk, bundle) => {
  const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-plugin-"));
  let child: ChildProcess;
  let client: ResourceProviderClient;

  beforeAll(async () => {
    await makeBundles(projectRoot, ["awsProvider", "azureProvider"]);
    child = spawn(process.execPath, [path.join(projectRoot, bundle)], {
      env: { ...process.env, PATCHWARDEN_SANDBOX: folder },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    expect(line.toString()).toMatch(/^\d+\n$/);
    const address = `127.0.0.1:${Number(line.toString())}`;
    client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
    const configuration = new proto.ConfigureRequest().setArgs(toStruct({}));
    await answerOf<proto.ConfigureResponse>((done) => client.configure(configuration, done));
  });

  afterAll(async () => {
    client.close();
    const ended = once(child, "exit");
    child.stdin?.end();
    expect(await ended).toEqual([0, null]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("says the version of the installed SDK", async () => {
    const info = await answerOf<PluginInfo>((done) => client.getPluginInfo(new Empty(), done));
    expect(info.getVersion()).toBe(installedSdk(sdk).version);
  });

  it("accepts secrets and refuses what it does not do as unimplemented", async () => {
    const request = new proto.ProviderHandshakeRequest();
    const answer = await answerOf<proto.ProviderHandshakeResponse>((done) =>
      client.handshake(request, done),
    );
    expect(answer.getAcceptSecrets()).toBe(true);
    const refused = answerOf<proto.ConstructResponse>((done) =>
      client.construct(new proto.ConstructRequest(), done),
    );
    await expect(refused).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
  });

  it("refuses a misspelt property on each of 50 types drawn at random", async () => {
    const { resources, ...schema } = await loadSchema(sdk);
    const types = Object.values(resources).filter((shape) => unmistakable(shape).length > 0);
    const cases = fc
      .uniqueArray(fc.constantFrom(...types), {
        minLength: 50,
        maxLength: 50,
        selector: ({ module, name }) => `${module}:${name}`,
      })
      .chain((shapes) =>
        fc.tuple(
          ...shapes.map((shape) =>
            fc.constantFrom(...unmistakable(shape)).map((property) => ({ shape, property })),
          ),
        ),
      );
    const check = fc.asyncProperty(cases, async (drawn) => {
      for (const { shape, property } of drawn) {
        const { module, name } = shape;
        const middle = sdk === "aws" ? `${module}/x` : module;
        const misspelt = `${property}x`;
        const inputs = { ...sampleInputs({ ...schema, resources }, shape.inputs), [misspelt]: "x" };
        const request = new proto.CheckRequest()
          .setUrn(`urn:pulumi:dev::test::${sdk}:${middle}:${name}::r`)
          .setNews(toStruct(toWireObject(inputs)));
        const answer = await answerOf<proto.CheckResponse>((done) => client.check(request, done));
        const failures = answer.getFailuresList();
        const [failure] = failures;
        expect(failures.map((each) => each.getProperty())).toEqual([misspelt]);
        expect(failure?.getReason()).toContain(misspelt);
        expect(failure?.getReason()).toContain(`"${property}"`);
      }
    });
    await fc.assert(check, { numRuns: 1 });
  });
});
