/**
 * A whole patching plan as one component: proved first, then deployed to every account, region, subscription and
 * location that it names.
 */
import * as pulumi from "@pulumi/pulumi";
import { tooManyPoints } from "../model/expand/recoveryFindings";
import type { Plan } from "../model/plan";
import type { Instant } from "../model/time";
import { checkNames, type KeysOf } from "./argumentForms";
import { type ArgumentChecks, checkArguments } from "./arguments";
import { defaultAsOf } from "./asOf";
import type { PeopleOfRuns } from "./aws/access/patchAccess";
import { type Adopted, checkAdopted } from "./aws/unit/adoptedUnit";
import { type DeclaredAwsUnit, declareAwsUnit } from "./aws/unit/unit";
import { checkPeople } from "./aws/unit/unitPeople";
import { declareVerdictReaders, unitName } from "./aws/unit/unitVerdicts";
import { azureUnitName, declareRunStores } from "./azure/guardedUnit";
import { declareAzureUnit } from "./azure/unit";
import { brokenPromises } from "./brokenPromises";
import { withTimeouts } from "./childOptions";
import { formerNames } from "./formerNames";
import type { Tags } from "./tags";

export interface PatchingProgrammeArgs {
  readonly plan: Plan;
  /** `warn` deploys a plan that cannot keep its own deadlines, and says so. @default "enforce" */
  readonly proof?: "enforce" | "warn";
  /** Instant that the proof counts from. It reaches no resource. @default - PATCHWARDEN_AS_OF, else now */
  readonly asOf?: Instant;
  /** One provider an account, by the document's names. @default - the ambient one, for a plan with one account */
  readonly aws?: readonly {
    readonly account: string;
    readonly provider: pulumi.ProviderResource;
  }[];
  /** One provider a subscription. @default - the ambient one, for a plan with one subscription */
  readonly azure?: readonly {
    readonly subscription: string;
    readonly provider: pulumi.ProviderResource;
  }[];
  /**
   * People who ask for, approve and audit patch runs on AWS, in place of the document's in the same part: roles in every account and
   * region. Nobody of them both asks and answers, the document's people and approvers counted. @default {}
   */
  readonly people?: PeopleOfRuns;
  /**
   * What exists already on AWS and is imported, by `<account>/<region>`. Leave it out again after the first deployment.
   * @default {}
   */
  readonly adopt?: Adopted;
  /** Added to everything that takes tags. @default {} */
  readonly tags?: Tags;
}

type Providers = ReadonlyMap<string, pulumi.ProviderResource>;

const argumentNames: KeysOf<PatchingProgrammeArgs> = {
  plan: "needed",
  proof: true,
  asOf: true,
  aws: true,
  azure: true,
  people: "mapping",
  adopt: true,
  tags: true,
};

/**
 * @example
 * const loaded = loadPlan("patching.yaml");
 * if (loaded.ok) new PatchingProgramme("patching", { plan: loaded.plan });
 */
export class PatchingProgramme extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:index:PatchingProgramme";

  /** Ids and ARNs by `<account>/<region>`. */
  readonly aws: Readonly<Record<string, DeclaredAwsUnit>>;

  constructor(name: string, args: PatchingProgrammeArgs, opts?: pulumi.ComponentResourceOptions) {
    const { plan } = args;
    const options = pulumi.mergeOptions(withTimeouts(opts), formerNames(plan));
    super(PatchingProgramme.__pulumiType, name, recorded(args), options);
    const checks = checkArguments(this, "PatchingProgramme", name);
    checkNames(checks, args, argumentNames);
    const aws = new Map((args.aws ?? []).map(({ account, provider }) => [account, provider]));
    const azure = new Map(
      (args.azure ?? []).map(({ subscription, provider }) => [subscription, provider]),
    );
    checkProviders(
      checks,
      "aws",
      "account",
      plan.aws.map((unit) => unit.account),
      aws,
    );
    checkProviders(
      checks,
      "azure",
      "subscription",
      plan.azure.map((unit) => unit.subscription),
      azure,
    );
    for (const { message } of tooManyPoints(plan)) {
      checks.refuse("plan", `must keep its cap of recovery points: ${message}`);
    }
    checkAdopted(checks, plan, args.adopt ?? {});
    checkPeople(checks, plan, args.people ?? {});
    checks.throwFaults();
    this.proveOrRefuse(name, args);

    const tags = args.tags === undefined ? {} : { tags: args.tags };
    const people = args.people === undefined ? {} : { people: args.people };
    const verdictReaders = declareVerdictReaders(plan, {
      opts: (account) => ({ parent: this, ...chosen(aws, account) }),
      tags,
    });
    this.aws = Object.fromEntries(
      plan.aws.map((unit) => {
        const options = { parent: this, ...chosen(aws, unit.account), ...tags, ...people };
        const place = `${unit.account}/${unit.region}`;
        const adopt = args.adopt?.[place] ?? {};
        const declared = declareAwsUnit(unitName(unit), unit, plan, {
          ...{ ...options, verdictReaders, adopt },
        });
        return [place, declared];
      }),
    );
    const runStores = declareRunStores(plan, {
      opts: (subscription) => ({ parent: this, ...chosen(azure, subscription) }),
      tags,
    });
    for (const unit of plan.azure) {
      const options = { parent: this, ...chosen(azure, unit.subscription), ...tags, runStores };
      declareAzureUnit(azureUnitName(unit), unit, plan, options);
    }
    this.registerOutputs({ aws: this.aws });
  }

  private proveOrRefuse(name: string, { plan, proof, asOf }: PatchingProgrammeArgs): void {
    const broken = brokenPromises(plan, asOf ?? defaultAsOf()).map(
      (promise) => `PatchingProgramme "${name}": ${promise}`,
    );
    // The runtime awaits its own log messages before it ends the program.
    if (proof === "warn") {
      for (const text of broken) void pulumi.log.warn(text, this);
      return;
    }
    const last = broken.at(-1);
    if (last === undefined) return;
    for (const text of broken.slice(0, -1)) void pulumi.log.error(text, this);
    // What is thrown becomes the last error: one for the promises of a ring that break alike.
    throw new pulumi.ResourceError(last, this, true);
  }
}

/** What the state keeps of the arguments: nothing that depends on today, no positions in a file. */
function recorded({ plan, proof }: PatchingProgrammeArgs): pulumi.Inputs {
  return {
    organisation: plan.organisation,
    effectiveFrom: plan.effectiveFrom,
    proof: proof ?? "enforce",
    patchGroups: plan.groups.flatMap((group) => group.rings.map((ring) => ring.patchGroup)),
    aws: plan.aws.map((unit) => `${unit.accountId}/${unit.region}`),
    azure: plan.azure.map((unit) => `${unit.subscriptionId}/${unit.location}`),
  };
}

/** The ambient provider is one account: with several, guessing which would patch the wrong machines. */
function checkProviders(
  checks: ArgumentChecks,
  property: "aws" | "azure",
  noun: "account" | "subscription",
  used: readonly string[],
  given: Providers,
): void {
  const needed = [...new Set(used)];
  if (given.size === 0 && needed.length <= 1) return;
  const missing = needed.filter((account) => !given.has(account));
  if (missing.length > 0) {
    checks.refuse(
      property,
      `must give a provider for each ${noun} of the plan, got none for ${missing.join(", ")}`,
    );
  }
}

function chosen(providers: Providers, account: string): { provider?: pulumi.ProviderResource } {
  const provider = providers.get(account);
  return provider === undefined ? {} : { provider };
}
