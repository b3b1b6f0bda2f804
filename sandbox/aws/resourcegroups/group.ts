/** `aws.resourcegroups.Group`: a name that is taken once an account and region, and a query by tags or by a stack. */
import {
  isRecord,
  isUnknown,
  listOf,
  type Plain,
  recordAt,
  recordsOf,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { nameOf, regionalArn } from "../identity";

export const resourceGroupType = "aws:resourcegroups/group:Group";

const call: ApiCall = {
  service: "resource-groups",
  operation: "CreateGroup",
  members: {
    name: { to: "Name", generated: true },
    description: "Description",
    resourceQuery: {
      to: "ResourceQuery",
      fields: { query: "Query", type: { to: "Type", otherwise: "TAG_FILTERS_1_0" } },
    },
    configurations: {
      to: "Configuration",
      each: {
        type: "Type",
        parameters: { to: "Parameters", each: { name: "Name", values: "Values" } },
      },
    },
    tags: "Tags",
  },
};

export const group: ServiceRules = {
  type: resourceGroupType,
  replaceOn: ["name"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkName(textOf(inputs["name"])),
    ...checkWhat(inputs, unknown),
    ...checkQuery(recordAt(inputs, "resourceQuery")),
  ],
  refuseCreate: refuseTaken,
  create: (request) => {
    const name = nameOf(request);
    const arn = regionalArn(request.scope, "resource-groups", `group/${name}`);
    return { id: name, outputs: { name, arn } };
  },
};

function checkName(name: string | undefined): Failure[] {
  return name !== undefined && /^aws/i.test(name)
    ? [failure(call, "name", `Group name '${name}' must not begin with AWS`)]
    : [];
}

function checkWhat(inputs: Plain, unknown: readonly string[]): Failure[] {
  const isQuery = inputs["resourceQuery"] !== undefined || isUnknown(unknown, "resourceQuery");
  const isConfigured =
    listOf(inputs["configurations"]).length > 0 || isUnknown(unknown, "configurations");
  return isQuery || isConfigured
    ? []
    : [failure(call, "resourceQuery", "A group needs a resource query or a configuration")];
}

/** @see https://docs.aws.amazon.com/ARG/latest/APIReference/API_ResourceQuery.html */
function checkQuery(resourceQuery: Plain): Failure[] {
  const text = textOf(resourceQuery["query"]);
  if (text === undefined || (textOf(resourceQuery["type"]) ?? tagFilters) !== tagFilters) return [];
  const query = parsed(text);
  const at = "resourceQuery.query";
  if (query === undefined) return [failure(call, at, "Query not valid: it is no JSON object")];
  const types = textsOf(query["ResourceTypeFilters"]);
  const odd = types.find((type) => type !== "AWS::AllSupported" && !/^AWS::\w+::\w+$/.test(type));
  return [
    ...(types.length === 0
      ? [failure(call, at, "Query not valid: it filters no resource type")]
      : []),
    ...(odd === undefined
      ? []
      : [failure(call, at, `Query not valid: '${odd}' is no resource type`)]),
    ...recordsOf(query["TagFilters"])
      .filter((filter) => textOf(filter["Key"]) === undefined)
      .map(() => failure(call, at, "Query not valid: a tag filter names no key")),
  ];
}

const tagFilters = "TAG_FILTERS_1_0";

function parsed(text: string): Plain | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function refuseTaken(request: ServiceRequest): string | undefined {
  const name = nameOf(request);
  return request.cloud.all(resourceGroupType).some(({ id }) => id === name)
    ? refusal(call, "BadRequestException", `Cannot create group: group ${name} already exists.`)
    : undefined;
}
