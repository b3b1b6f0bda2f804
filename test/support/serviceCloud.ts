/** A cloud in memory that keeps the service rules: what a test creates, updates and deletes in. */
import type {
  DeletedResource,
  Failure,
  Scope,
  ServiceRequest,
  ServiceRules,
  StoredResource,
} from "../../sandbox/service";

type Inputs = Readonly<Record<string, unknown>>;

export interface ServiceCloud {
  check(type: string, inputs: Inputs, unknown?: readonly string[]): readonly Failure[];
  /** @throws Error with the service's refusal. */
  create(type: string, inputs: Inputs, name?: string, scope?: Scope): StoredResource;
  update(resource: StoredResource, inputs: Inputs): StoredResource;
  remove(resource: StoredResource): void;
  read(resource: StoredResource): Inputs;
  wait(minutes: number): void;
}

export function serviceCloud(all: readonly ServiceRules[], home: Scope): ServiceCloud {
  const resources: StoredResource[] = [];
  const deleted: (DeletedResource & { type: string })[] = [];
  let now = 29_700_000;
  let serial = 0;
  const rulesOf = (type: string): ServiceRules => {
    const rules = all.find((each) => each.type === type);
    if (rules === undefined) throw new Error(`no rules for ${type}`);
    return rules;
  };
  const requestFor = (
    type: string,
    inputs: Inputs,
    name: string,
    scope: Scope,
  ): ServiceRequest => ({
    type,
    urn: `urn:pulumi:test::test::${type}::${name}`,
    name,
    inputs,
    scope,
    now,
    random: (length) => {
      serial += 1;
      return serial.toString(16).padStart(length, "0").slice(-length);
    },
    cloud: {
      all: (wanted) =>
        resources.filter(
          (each) =>
            each.type === wanted &&
            each.scope.account === scope.account &&
            (scope.region === "" || each.scope.region === scope.region),
        ),
      everywhere: (wanted) => resources.filter((each) => each.type === wanted),
      deleted: (wanted) => deleted.filter((each) => each.type === wanted),
    },
  });
  const refuse = (reason: string | undefined) => {
    if (reason !== undefined) throw new Error(reason);
  };
  return {
    check: (type, inputs, unknown = []) => rulesOf(type).check?.(inputs, home, unknown) ?? [],
    create(type, inputs, name = "test", scope = home) {
      const rules = rulesOf(type);
      const request = requestFor(type, inputs, name, scope);
      refuse(rules.refuseCreate?.(request));
      const { id, outputs } = rules.create(request);
      if (
        resources.some(
          (each) =>
            each.id.toLowerCase() === id.toLowerCase() &&
            each.type === type &&
            type.startsWith("azure-native:"),
        )
      ) {
        throw new Error(`cannot create already existing resource '${id}'`);
      }
      const resource = {
        type,
        urn: request.urn,
        id,
        inputs,
        outputs: { ...inputs, ...outputs },
        scope,
        madeAt: now,
      };
      resources.push(resource);
      return resource;
    },
    update(resource, inputs) {
      const rules = rulesOf(resource.type);
      const name = resource.urn.split("::").at(-1) ?? "";
      const request = { ...requestFor(resource.type, inputs, name, resource.scope), old: resource };
      refuse(rules.refuseUpdate?.(request));
      const outputs = { ...resource.outputs, ...inputs, ...rules.update?.(request) };
      const cancelledRuns = [
        ...(resource.cancelledRuns ?? []),
        ...(rules.cancels?.(request) ?? []),
      ];
      const changed = { ...resource, inputs, outputs, cancelledRuns };
      resources.splice(resources.indexOf(resource), 1, changed);
      return changed;
    },
    remove(resource) {
      const name = resource.urn.split("::").at(-1) ?? "";
      const request = requestFor(resource.type, resource.inputs, name, resource.scope);
      refuse(rulesOf(resource.type).refuseDelete?.({ ...request, old: resource }));
      resources.splice(resources.indexOf(resource), 1);
      deleted.push({ type: resource.type, id: resource.id, at: now });
    },
    read: (resource) => rulesOf(resource.type).normalise?.(resource.outputs) ?? resource.outputs,
    wait(minutes) {
      now += minutes;
    },
  };
}

/** `property: reason` of every failure, for a table of refusals. */
export function told(failures: readonly Failure[]): string {
  return failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n");
}

export const awsHome: Scope = { account: "012345678901", region: "eu-central-1", partition: "aws" };
export const azureHome: Scope = {
  account: "11111111-1111-4111-8111-111111111111",
  region: "",
  partition: "aws",
};
