/** Previews and deploys the demo stack with the policy pack, through Pulumi's automation API. */
import * as path from "node:path";
import { type EngineEvent, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import type { Interruption } from "./interruption";
import { startProgress } from "./progress";
import { removeStaleLocks } from "./staleLocks";

/** A resource that stands after the deployment. */
export interface DeployedResource {
  readonly urn: string;
  readonly type: string;
}

export type Deployment =
  | {
      readonly ok: true;
      readonly resources: readonly DeployedResource[];
      /** Resources per operation, such as `create: 96` or `same: 96`. */
      readonly changes: Readonly<Record<string, number>>;
      readonly seconds: number;
    }
  | { readonly ok: false; readonly messages: readonly string[]; readonly next: string };

/** Deploys the stack `demo` of the project in the working directory. A refused preview deploys nothing. */
export async function deployDemo(interruption: Interruption): Promise<Deployment> {
  const stack = await LocalWorkspace.createOrSelectStack({
    stackName: "demo",
    workDir: process.cwd(),
  });
  const sandbox = process.env["PATCHWARDEN_SANDBOX"] ?? path.resolve(".patchwarden");
  if (removeStaleLocks(sandbox, "patchwarden", "demo") > 0)
    process.stderr.write("an interrupted start had left its lock: removed\n");
  const policyPacks = [path.resolve("policies")];
  const previewed = await run("preview", (onEvent) => stack.preview({ policyPacks, onEvent }));
  if (!previewed.ok)
    return { ...previewed, next: "change what is named above, then npm start again" };
  if (interruption.happened()) return { ok: false, messages: [], next: "npm start" };
  const started = Date.now();
  const deployed = await run("update", (onEvent) => stack.up({ policyPacks, onEvent }));
  if (!deployed.ok)
    return {
      ...deployed,
      next: "npm run sandbox -- reset empties the sandbox; then npm start again",
    };
  return {
    ok: true,
    resources: await deployedResources(stack),
    changes: deployed.changes,
    seconds: (Date.now() - started) / 1000,
  };
}

type Run =
  | { readonly ok: true; readonly changes: Readonly<Record<string, number>> }
  | { readonly ok: false; readonly messages: readonly string[] };

async function run(
  title: string,
  operation: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
): Promise<Run> {
  const messages: string[] = [];
  const changes: Record<string, number> = {};
  const progress = startProgress(title);
  try {
    await operation((event) => {
      if (event.resourcePreEvent !== undefined) progress.step();
      Object.assign(changes, event.summaryEvent?.resourceChanges);
      const message = complaint(event);
      if (message !== undefined) messages.push(message);
    });
    progress.end("done");
    return { ok: true, changes };
  } catch (error) {
    progress.end("refused");
    return { ok: false, messages: messages.length > 0 ? messages : [engineError(error)] };
  }
}

/** What an event says against the deployment: a policy violation or an error, without colour codes. */
function complaint(event: EngineEvent): string | undefined {
  const policy = event.policyEvent;
  if (policy?.enforcementLevel === "mandatory")
    return `${policy.policyName}: ${plain(policy.message)} [${policy.resourceUrn ?? "stack"}]`;
  const diagnostic = event.diagnosticEvent;
  return diagnostic?.severity === "error" ? plain(diagnostic.message) : undefined;
}

function plain(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "").trim();
}

/** The engine's own sentence; the automation API puts codes and all of the output around it. */
function engineError(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n");
  const said = lines.find((line) => line.includes("error: ")) ?? lines.find((line) => line !== "");
  return said?.trim() ?? "the engine failed without a word";
}

async function deployedResources(stack: Stack): Promise<readonly DeployedResource[]> {
  const { deployment } = await stack.exportStack();
  return (deployment?.resources ?? []) as readonly DeployedResource[];
}
