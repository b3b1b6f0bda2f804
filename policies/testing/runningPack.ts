/** A pack in a process of its own, spoken to over gRPC as the engine does: without the Pulumi command, a stack or an account. */
import { type ChildProcess, spawn } from "node:child_process";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Analysis, analysisOf, levelOf, repairedOf } from "./analysis";
import {
  configRequest,
  type PackConfiguration,
  resourceRequest,
  stackRequest,
  type TestResource,
} from "./requests";

export interface PackInfo {
  readonly name: string;
  readonly policies: readonly { readonly name: string; readonly level: string }[];
}

export interface RunningPack {
  info(): Promise<PackInfo>;
  /**
   * What `--policy-pack-config` would say. The engine fills in defaults of the policies' schemas; here nobody does, so write
   * them out.
   */
  configure(configuration: PackConfiguration): Promise<void>;
  analyze(resource: TestResource): Promise<Analysis>;
  analyzeStack(resources: readonly TestResource[]): Promise<Analysis>;
  /** The inputs that policies at the level `remediate` leave; `undefined` where nothing is changed. */
  remediate(resource: TestResource): Promise<Readonly<Record<string, unknown>> | undefined>;
  stop(): void;
}

/** A pack prints its port on the first line. */
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

function infoOf(answer: proto.AnalyzerInfo): PackInfo {
  return {
    name: answer.getName(),
    policies: answer.getPoliciesList().map((policy) => ({
      name: policy.getName(),
      level: levelOf(policy.getEnforcementlevel()),
    })),
  };
}

/**
 * Starts a compiled pack.
 * @param folder - the pack's folder, which the engine makes its working directory
 * @throws with what the pack printed, when it ends before it listens
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
  const address = `127.0.0.1:${await portOf(child)}`;
  return spokenTo(new AnalyzerClient(address, credentials.createInsecure()), child);
}

type Done<Answer> = (error: Error | null, answer: Answer) => void;

function asked<Answer>(send: (done: Done<Answer>) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send((error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

function spokenTo(client: AnalyzerClient, child: ChildProcess): RunningPack {
  return {
    info: async () =>
      infoOf(await asked<proto.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done))),
    configure: async (configuration) => {
      await asked<Empty>((done) => client.configure(configRequest(configuration), done));
    },
    analyze: async (resource) =>
      analysisOf(
        await asked<proto.AnalyzeResponse>((done) =>
          client.analyze(resourceRequest(resource), done),
        ),
      ),
    analyzeStack: async (resources) =>
      analysisOf(
        await asked<proto.AnalyzeResponse>((done) =>
          client.analyzeStack(stackRequest(resources), done),
        ),
      ),
    remediate: async (resource) =>
      repairedOf(
        await asked<proto.RemediateResponse>((done) =>
          client.remediate(resourceRequest(resource), done),
        ),
      ),
    stop: () => {
      client.close();
      child.kill();
    },
  };
}
