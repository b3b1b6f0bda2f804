/**
 * A machine of Azure Arc after a run. It has no instance view: Resource Graph has what was installed. Its assessment counts by
 * classification and does not know what the ring excludes, so that Resource Graph is asked for the patches where something is
 * missing; a list that names less than was counted is an older one.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { assess } from "./assess";
import { type Action, whateverHappens } from "./definition";
import { judged, ringOf } from "./judgedMachine";
import { assessmentFacts, assessmentOf, factsOf, lacking } from "./machineFacts";
import { healthCheck, healthSays } from "./machineHealth";
import { isMissing, isOfClass } from "./missingPatches";

/** One page of Resource Graph. */
const mostPatches = 1000;

const system = "toLower(coalesce(body('Read_arc')?['properties']?['osType'], 'unknown'))";
const running = "equals(coalesce(body('Read_arc')?['properties']?['status'], ''), 'Connected')";
const script = `coalesce(${ringOf("health")}?[${system}], '')`;
const wanted = "outputs('Wanted_arc')";
const counted = "outputs('Counted_arc')";

export function arcJudgement(
  identity: CallerIdentity,
  masks: readonly string[],
): Record<string, Action> {
  return {
    Read_arc: armAction(identity, "readArcMachine", { path: judged("machine") }),
    ...assess(identity, "arc", judged("machine"), { Read_arc: ["Succeeded"] }),
    Wanted_arc: {
      type: "Compose",
      inputs: `@${ringOf("patches")}?[${system}]`,
      runAfter: { If_accepted_arc: whateverHappens },
    },
    ...findMissing(identity, masks),
    ...healthCheck(identity, {
      kind: "arc",
      of: "arc",
      machine: judged("machine"),
      location: "body('Read_arc')?['location']",
      name: `concat('patchwarden-', last(split(${judged("run")}, '/')))`,
      script,
      when: running,
      runAfter: { If_counted_arc: whateverHappens },
    }),
    Installs_arc: {
      type: "Query",
      inputs: {
        from: "@coalesce(body('Find_arc_installs')?['data'], createArray())",
        where: `@and(equals(item()?['run'], ${judged("run")}), equals(item()?['machine'], ${judged("machine")}))`,
      },
      runAfter: { If_check_arc: whateverHappens },
    },
    Facts_arc: {
      type: "Compose",
      inputs: arcFacts(),
      runAfter: { Installs_arc: ["Succeeded"] },
    },
  };
}

/** Compute's words of a classification, in the spelling of the counts. */
const countKeys = [
  "critical",
  "security",
  "updateRollup",
  "featurePack",
  "servicePack",
  "definition",
  "tools",
  "updates",
  "other",
] as const;

function findMissing(identity: CallerIdentity, masks: readonly string[]): Record<string, Action> {
  const counts = `${assessmentOf("arc")}?['availablePatchCountByClassification']`;
  const sum = countKeys.reduce(
    (rest, key) =>
      `add(if(contains(${wanted}?['classifications'], '${key.toLowerCase()}'), coalesce(outputs('Counts_arc')?['${key}'], 1), 0), ${rest})`,
    "0",
  );
  return {
    Counts_arc: { type: "Compose", inputs: `@${counts}`, runAfter: { Wanted_arc: ["Succeeded"] } },
    Counted_arc: {
      type: "Compose",
      inputs: `@${sum}`,
      runAfter: { Counts_arc: ["Succeeded"] },
    },
    If_counted_arc: {
      type: "If",
      expression: `@greater(${counted}, 0)`,
      actions: {
        Find_patches_arc: armAction(identity, "queryArcPatches", {
          path: "'/providers/Microsoft.ResourceGraph/resources'",
          body: {
            subscriptions: ["@parameters('subscription')"],
            query: `@concat(${patchesOfMachine})`,
            options: { $top: mostPatches, resultFormat: "objectArray" },
          },
        }),
        Listed_arc: patchesOf(isOfClass(wanted), "Find_patches_arc"),
        Listed_count_arc: {
          type: "Compose",
          inputs: "@length(body('Listed_arc'))",
          runAfter: { Listed_arc: ["Succeeded"] },
        },
        Missing_arc: patchesOf(isMissing(wanted, masks), "Listed_count_arc"),
        Lacks_arc: lacking("Missing_arc"),
      },
      else: { actions: {} },
      runAfter: { Counted_arc: ["Succeeded"] },
    },
  };
}

function patchesOf(where: string, after: string): Action {
  return {
    type: "Query",
    inputs: { from: "@body('Find_patches_arc')?['data']", where: `@${where}` },
    runAfter: { [after]: ["Succeeded"] },
  };
}

const patchesOfMachine = [
  "'patchassessmentresources | where type =~ ''microsoft.hybridcompute/machines/patchassessmentresults/softwarepatches'' '",
  "'| where tolower(id) startswith '''",
  `replace(${judged("machine")}, '''', '')`,
  "'/'' | project id, name = tostring(properties.patchName), version = tostring(properties.version), '",
  "'kbId = tostring(properties.kbId), rebootBehavior = tostring(properties.rebootBehavior), classifications = properties.classifications | order by id asc'",
].join(", ");

function arcFacts() {
  const first = "first(body('Installs_arc'))";
  const one = "equals(length(body('Installs_arc')), 1)";
  const whole =
    "equals(coalesce(body('Find_patches_arc')?['count'], -1), coalesce(body('Find_patches_arc')?['totalRecords'], -2))";
  const told = `and(${whole}, greaterOrEquals(coalesce(outputs('Listed_count_arc'), -1), coalesce(${counted}, 0)))`;
  const missing = "coalesce(outputs('Lacks_arc')?['count'], -1)";
  return factsOf({
    read: "coalesce(outputs('Read_arc')?['statusCode'], 0)",
    running,
    wanted,
    // Two installations of one run say nothing that is certain.
    reached: one,
    installed: `coalesce(${first}?['status'], 'unknown')`,
    exceeded: `coalesce(${first}?['exceeded'], true)`,
    failed: `coalesce(${first}?['failed'], -1)`,
    pending: `coalesce(${first}?['pending'], -1)`,
    ...assessmentFacts("arc", "outputs('Asked_arc')"),
    missing: `if(equals(${counted}, null), -1, if(equals(${counted}, 0), 0, if(${told}, ${missing}, -1)))`,
    example: "coalesce(outputs('Lacks_arc')?['first'], 'unknown')",
    health: healthSays("arc", script),
  });
}
