/**
 * Policies judged in this process by the SDK's own request handling, so that unknown values, type matching, `notApplicable` and
 * levels are the real ones.
 */
import type { Policies } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import type * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { type Analysis, analysisOf, repairedOf } from "./analysis";
import { remediating, resourceRequest, stackRequest, type TestResource } from "./requests";

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

/** Judges a stack, as at the end of a preview. */
export async function analyzeStack(
  policies: Policies,
  resources: readonly TestResource[],
): Promise<Analysis> {
  return analysisOf(await answered(makeAnalyzeStackRpcFun, policies, stackRequest(resources)));
}

/** The inputs as remediations at the level `remediate` leave them; `undefined` where nothing is changed. */
export async function remediate(
  policies: Policies,
  resource: TestResource,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const request = resourceRequest(resource);
  return repairedOf(await answered(makeRemediateRpcFun, remediating(policies), request));
}
