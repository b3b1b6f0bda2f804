/** The Pulumi program: loads the policy document, takes this stack's part of it and deploys that. */
import * as pulumi from "@pulumi/pulumi";
import { PatchingProgramme } from "../components/programme";
import { formatFault } from "../model/fault";
import { loadPlan } from "../model/load";
import type { Plan } from "../model/plan";
import { selectPlan } from "../model/units";
import { accountProviders } from "./accounts";
import { readSettings, type StackSettings } from "./config";
import { withoutTraces } from "./withoutTraces";

const settings = readSettings();
const plan = withRecorder(selected(load(settings.document), settings), settings);

const programme = withoutTraces(
  () =>
    new PatchingProgramme("patching", {
      plan,
      proof: settings.proof,
      ...accountProviders(plan, settings.awsRole),
      ...(settings.tags === undefined ? {} : { tags: settings.tags }),
    }),
);

/** Ids and ARNs by `<account>/<region>`. */
export const aws = programme.aws;

/** @throws pulumi.RunError with one line for each fault of the document. */
function load(document: string): Plan {
  const loaded = loadPlan(document);
  if (loaded.ok) return loaded.plan;
  throw new pulumi.RunError(loaded.faults.map(formatFault).join("\n"));
}

function selected(whole: Plan, { selection }: StackSettings): Plan {
  try {
    return selectPlan(whole, selection);
  } catch (error) {
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

function withRecorder(whole: Plan, { recorder }: StackSettings): Plan {
  return recorder === undefined
    ? whole
    : { ...whole, aws: whole.aws.map((unit) => ({ ...unit, recorder })) };
}
