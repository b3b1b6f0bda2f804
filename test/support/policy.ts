/**
 * Drives policies as the engine does: with the SDK's own request handling, so that unknown values, type matching,
 * `notApplicable` and levels are the real ones. In-process for one rule; over gRPC for the whole pack.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { credentials } from "@grpc/grpc-js";
import type { Policies } from "@pulumi/policy";
import * as unknownValues from "@pulumi/policy/proxy";
import * as server from "@pulumi/policy/server";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Stands for a value that a preview does not know, as the engine sends it. */
export const unknown = (unknownValues as unknown as { readonly unknownStringValue: string })
  .unknownStringValue;

export interface TestResource {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly name?: string;
  /** URN of its own, instead of one made from type and name. */
  readonly urn?: string;
  readonly parent?: string;
  /** URNs that each property's value comes from. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
}

interface PolicyFinding {
  readonly policy: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory" | "other";
  readonly urn: string;
}

export interface Analysis {
  readonly findings: readonly PolicyFinding[];
  readonly notApplicable: readonly { readonly policy: string; readonly reason: string }[];
}

export function urnOf(resource: TestResource): string {
  return resource.urn ?? `urn:pulumi:dev::app::${resource.type}::${resource.name ?? "web"}`;
}

function struct(props: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
}

function optionsOf(resource: TestResource): proto.AnalyzerResourceOptions {
  return new proto.AnalyzerResourceOptions().setParent(resource.parent ?? "");
}

function resourceRequest(resource: TestResource): proto.AnalyzeRequest {
  return new proto.AnalyzeRequest()
    .setType(resource.type)
    .setName(resource.name ?? "web")
    .setUrn(urnOf(resource))
    .setProperties(struct(resource.props))
    .setOptions(optionsOf(resource));
}

function stackResource(resource: TestResource): proto.AnalyzerResource {
  const message = new proto.AnalyzerResource()
    .setType(resource.type)
    .setName(resource.name ?? "web")
    .setUrn(urnOf(resource))
    .setProperties(struct(resource.props))
    .setOptions(optionsOf(resource))
    .setParent(resource.parent ?? "");
  for (const [property, urns] of Object.entries(resource.sources ?? {})) {
    const dependencies = new proto.AnalyzerPropertyDependencies().setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function stackRequest(resources: readonly TestResource[]): proto.AnalyzeStackRequest {
  return new proto.AnalyzeStackRequest().setResourcesList(resources.map(stackResource));
}

const levels: Readonly<Record<number, PolicyFinding["level"]>> = {
  [proto.EnforcementLevel.ADVISORY]: "advisory",
  [proto.EnforcementLevel.MANDATORY]: "mandatory",
};

function analysisOf(response: proto.AnalyzeResponse): Analysis {
  return {
    findings: response.getDiagnosticsList().map((diagnostic) => ({
      policy: diagnostic.getPolicyname(),
      message: diagnostic.getMessage(),
      level: levels[diagnostic.getEnforcementlevel()] ?? "other",
      urn: diagnostic.getUrn(),
    })),
    notApplicable: response.getNotApplicableList().map((skipped) => ({
      policy: skipped.getPolicyName(),
      reason: skipped.getReason(),
    })),
  };
}

type Handle<Request, Response> = (
  call: { readonly request: Request },
  answer: (error: Error | undefined, response: Response) => void,
) => Promise<void>;
type MakeHandle<Request, Response> = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => Handle<Request, Response>;

/** Internal to the SDK and therefore untyped, but it is what answers the engine. */
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, makeRemediateRpcFun } = server as unknown as {
  readonly makeAnalyzeRpcFun: MakeHandle<proto.AnalyzeRequest, proto.AnalyzeResponse>;
  readonly makeAnalyzeStackRpcFun: MakeHandle<proto.AnalyzeStackRequest, proto.AnalyzeResponse>;
  readonly makeRemediateRpcFun: MakeHandle<proto.AnalyzeRequest, proto.RemediateResponse>;
};

function answered<Request, Response>(
  make: MakeHandle<Request, Response>,
  policies: Policies,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const handle = make("test", "1.0.0", "advisory", policies);
    handle({ request }, (error, response) => (error ? reject(error) : resolve(response))).catch(
      reject,
    );
  });
}

/** Judges one resource's inputs, as before its creation or update. */
export async function analyze(policies: Policies, resource: TestResource): Promise<Analysis> {
  return analysisOf(await answered(makeAnalyzeRpcFun, policies, resourceRequest(resource)));
}

/** The inputs as remediations at the level `remediate` leave them; `undefined` where nothing is changed. */
export async function remediate(
  policies: Policies,
  resource: TestResource,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const remediating = policies.map((policy) => ({
    ...policy,
    enforcementLevel: "remediate" as const,
  }));
  const response = await answered(makeRemediateRpcFun, remediating, resourceRequest(resource));
  // The SDK answers with plain objects in the message's place.
  return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
}

/** Judges a stack, as at the end of a preview. */
export async function analyzeStack(
  policies: Policies,
  resources: readonly TestResource[],
): Promise<Analysis> {
  return analysisOf(await answered(makeAnalyzeStackRpcFun, policies, stackRequest(resources)));
}

interface PackInfo {
  readonly name: string;
  readonly policies: readonly { readonly name: string; readonly level: string }[];
}

/** A pack in a process of its own, spoken to over gRPC. */
export interface RunningPack {
  info(): Promise<PackInfo>;
  configure(config: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<void>;
  analyze(resource: TestResource): Promise<Analysis>;
  analyzeStack(resources: readonly TestResource[]): Promise<Analysis>;
  stop(): void;
}

function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    let complaints = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const line = printed.split("\n")[0] ?? "";
      if (printed.includes("\n")) {
        resolve(line);
      }
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.on("exit", (code) => reject(new Error(`the pack ended with ${code}: ${complaints}`)));
  });
}

function configRequest(config: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const [policy, properties] of Object.entries(config)) {
    const entry = new proto.PolicyConfig()
      .setEnforcementlevel(proto.EnforcementLevel.MANDATORY)
      .setProperties(struct(properties));
    request.getPolicyconfigMap().set(policy, entry);
  }
  return request;
}

function infoOf(answer: proto.AnalyzerInfo): PackInfo {
  return {
    name: answer.getName(),
    policies: answer.getPoliciesList().map((policy) => ({
      name: policy.getName(),
      level: levels[policy.getEnforcementlevel()] ?? "other",
    })),
  };
}

/**
 * Starts a compiled pack.
 * @param folder - the pack's folder, which the engine makes its working directory
 */
export async function startPack(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningPack> {
  const child = spawn(process.execPath, ["."], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const client = new AnalyzerClient(
    `127.0.0.1:${await portOf(child)}`,
    credentials.createInsecure(),
  );
  const call = <Answer>(send: (done: (error: Error | null, answer: Answer) => void) => unknown) =>
    new Promise<Answer>((resolve, reject) => {
      send((error, answer) => (error ? reject(error) : resolve(answer)));
    });
  return {
    info: async () =>
      infoOf(await call<proto.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done))),
    configure: async (config) => {
      await call((done) => client.configure(configRequest(config), done));
    },
    analyze: async (resource) =>
      analysisOf(
        await call<proto.AnalyzeResponse>((done) =>
          client.analyze(resourceRequest(resource), done),
        ),
      ),
    analyzeStack: async (resources) =>
      analysisOf(
        await call<proto.AnalyzeResponse>((done) =>
          client.analyzeStack(stackRequest(resources), done),
        ),
      ),
    stop: () => {
      client.close();
      child.kill();
    },
  };
}
