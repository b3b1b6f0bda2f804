/** The events that announce runs: Event Grid's handshake answered, and the runs of guarded configurations taken from them. */
import type { Action } from "./definition";
import { betweenIdAndRun, guarded } from "./guardedRun";

/** Event Grid posts an array. It first asks for an echo, and waits for an answer each time. */
export function acceptEvents(): Record<string, Action> {
  return {
    Events: {
      type: "Compose",
      inputs:
        "@if(startsWith(string(triggerBody()), '['), triggerBody(), createArray(triggerBody()))",
      runAfter: {},
    },
    Handshakes: {
      type: "Query",
      inputs: {
        from: "@outputs('Events')",
        where: "@equals(item()?['eventType'], 'Microsoft.EventGrid.SubscriptionValidationEvent')",
      },
      runAfter: { Events: ["Succeeded"] },
    },
    If_handshake: {
      type: "If",
      expression: "@greater(length(body('Handshakes')), 0)",
      actions: {
        Answer_handshake: {
          type: "Response",
          kind: "Http",
          inputs: {
            statusCode: 200,
            body: { validationResponse: "@first(body('Handshakes'))?['data']?['validationCode']" },
          },
          runAfter: {},
        },
        End_handshake: {
          type: "Terminate",
          inputs: { runStatus: "Succeeded" },
          runAfter: { Answer_handshake: ["Succeeded"] },
        },
      },
      else: { actions: {} },
      runAfter: { Handshakes: ["Succeeded"] },
    },
    Accept_events: {
      type: "Response",
      kind: "Http",
      inputs: { statusCode: 202 },
      runAfter: { If_handshake: ["Succeeded"] },
    },
  };
}

/**
 * The event is untrusted: addresses are made from the configurations that were deployed, and only the run's own name is
 * taken from the event. Names of its properties differ in case between Azure's pages. Ends with the action `Runs`.
 */
export function readAnnouncements(): Record<string, Action> {
  return {
    Announced: {
      type: "Query",
      inputs: {
        from: "@outputs('Events')",
        where: "@equals(item()?['eventType'], 'Microsoft.Maintenance.PreMaintenanceEvent')",
      },
      runAfter: { Accept_events: ["Succeeded"] },
    },
    Known: {
      type: "Query",
      inputs: {
        from: "@body('Announced')",
        where: `@and(not(equals(${known("group")}, null)), startsWith(toLower(${correlation}), concat(${configuration}, '/')))`,
      },
      runAfter: { Announced: ["Succeeded"] },
    },
    Runs: {
      type: "Select",
      inputs: {
        from: "@body('Known')",
        select: {
          id: `@toLower(concat(${known("id")}, '${betweenIdAndRun}', ${runName}))`,
          name: `@toLower(${runName})`,
          configuration: `@${configuration}`,
          group: `@${known("group")}`,
          patchGroup: `@${known("patchGroup")}`,
          minutes: `@${known("minutes")}`,
          gapMinutes: `@${known("gapMinutes")}`,
          keepDays: `@${known("keepDays")}`,
          startStopped: `@${known("startStopped")}`,
          cutOff: `@coalesce(${property("cancellationCutOffDateTime", "CancellationCutOffDateTime")}, '')`,
          start: `@coalesce(${property("startDateTime", "StartDateTime")}, '')`,
          end: `@coalesce(${property("endDateTime", "EndDateTime")}, '')`,
          subscriptions: `@join(coalesce(${property("resourceSubscriptionIds", "ResourceSubscriptionIds")}, createArray()), ',')`,
        },
      },
      runAfter: { Known: ["Succeeded"] },
    },
  };
}

function property(name: string, otherCase: string): string {
  return `item()?['data']?['${name}'], item()?['data']?['${otherCase}']`;
}

const correlation = `coalesce(${property("correlationId", "CorrelationId")}, '')`;
const configuration = `toLower(coalesce(${property("maintenanceConfigurationId", "MaintenanceConfigurationId")}, ''))`;
const runName = `uriComponent(replace(last(split(${correlation}, '/')), '''', ''))`;
const known = (name: Parameters<typeof guarded>[1]) => guarded(configuration, name);
