/** A small evaluator of IAM policies: enough to ask whether a role may make one call. */

export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

type Context = Readonly<Record<string, string | readonly string[]>>;

export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the service sends, such as `iam:PassedToService`; a list where a key has many values. @default {} */
  readonly context?: Context;
}

export function parsePolicy(text: unknown): readonly PolicyStatement[] {
  return (JSON.parse(String(text)) as { Statement: readonly PolicyStatement[] }).Statement;
}

/** A denial wins; what no statement allows is denied. */
export function isAllowed(statements: readonly PolicyStatement[], request: AccessRequest): boolean {
  const matching = statements.filter((statement) => applies(statement, request));
  return (
    matching.some(({ Effect }) => Effect === "Allow") &&
    !matching.some(({ Effect }) => Effect === "Deny")
  );
}

function applies(statement: PolicyStatement, request: AccessRequest): boolean {
  return (
    statement.Action.some((action) =>
      matches(action.toLowerCase(), request.action.toLowerCase()),
    ) &&
    (statement.Resource ?? ["*"]).some((resource) => matches(resource, request.resource)) &&
    conditionsHold(statement, request.context ?? {})
  );
}

const forAll = "ForAllValues:";

function conditionsHold({ Condition = {} }: PolicyStatement, context: Context): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, allowed]) =>
      operator.startsWith(forAll)
        ? [context[key] ?? []].flat().every((value) => isOneOf(operator, allowed, value))
        : typeof context[key] === "string" && isOneOf(operator, allowed, context[key]),
    ),
  );
}

function isOneOf(operator: string, allowed: string | readonly string[], value: string): boolean {
  const single = operator.replace(forAll, "");
  return [allowed].flat().some((one) => compare(single, one, value));
}

function compare(operator: string, allowed: string, value: string): boolean {
  switch (operator) {
    case "StringEquals":
    case "Bool":
      return allowed === value;
    case "ArnLike":
    case "StringLike":
      return matches(allowed, value);
    default:
      throw new Error(`the evaluator does not know the condition operator ${operator}`);
  }
}

function matches(pattern: string, value: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(value);
}
