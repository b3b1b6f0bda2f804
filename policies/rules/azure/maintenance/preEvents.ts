/** Which schedules have a handler that can cancel a run before it starts: Azure's only gate. */
import type { StackExample } from "../../../example";
import { type Outcome, perEach } from "../../../outcome";
import { ifKnown, knownText, physicalName, type Stack, type StackResource } from "../../../stack";
import { configurationType, onlyGuestPatches } from "./guestPatches";

const preEvent = "Microsoft.Maintenance.PreMaintenanceEvent";
const topicType = "azure-native:eventgrid:SystemTopic";
const subscriptionType = "azure-native:eventgrid:SystemTopicEventSubscription";

/** Known by its value where there is one, else by what the value is made from: ids are unknown in a preview. */
function refersTo(
  from: StackResource,
  key: string,
  to: StackResource,
  matches: (value: string) => boolean,
): boolean {
  const value = knownText(from, key);
  return from.sources(key).includes(to.urn) || (value !== undefined && matches(value));
}

/** A subscription without a filter gets every event. */
function takesPreEvents(subscription: StackResource): boolean {
  const types = ifKnown(() =>
    subscription.properties.object("filter")?.texts("includedEventTypes"),
  );
  return types === undefined || types.length === 0 || types.includes(preEvent);
}

/** Our component may use a topic that exists outside the stack; then its own arguments tell. */
function isGuardedByComponent(stack: Stack, configuration: StackResource): boolean {
  return stack
    .of("patchwarden:azure:SnapshotPolicy")
    .some((policy) => policy.sources("configurations").includes(configuration.urn));
}

function isHandled(stack: Stack, configuration: StackResource): boolean {
  const topics = stack
    .of(topicType)
    .filter((topic) =>
      refersTo(topic, "source", configuration, (source) =>
        source
          .toLowerCase()
          .endsWith(`/maintenanceconfigurations/${physicalName(configuration).toLowerCase()}`),
      ),
    );
  return topics.some((topic) =>
    stack
      .of(subscriptionType)
      .some(
        (subscription) =>
          takesPreEvents(subscription) &&
          refersTo(subscription, "systemTopicName", topic, (name) => name === physicalName(topic)),
      ),
  );
}

/** Judges each guest patch schedule of the stack that has no handler of its pre-event. */
export function perUnhandled(
  stack: Stack,
  judge: (configuration: StackResource) => readonly Outcome[],
): readonly Outcome[] {
  return perEach(stack.of(configurationType), (configuration) => {
    const concerned = onlyGuestPatches(configuration.properties) === undefined;
    const guarded = isGuardedByComponent(stack, configuration) || isHandled(stack, configuration);
    return concerned && !guarded ? judge(configuration) : [];
  });
}

/** A schedule alone, for pages. */
export const unhandledExample = {
  nightly: {
    type: configurationType,
    properties: { name: "nightly", maintenanceScope: "InGuestPatch" },
  },
} satisfies StackExample;

/** One whose pre-event somebody handles. */
export const handledExample = {
  ...unhandledExample,
  events: {
    type: topicType,
    properties: { name: "nightly-events" },
    sources: { source: ["nightly"] },
  },
  before: {
    type: subscriptionType,
    properties: {
      systemTopicName: "nightly-events",
      filter: { includedEventTypes: [preEvent] },
    },
  },
} satisfies StackExample;
