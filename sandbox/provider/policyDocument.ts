/** Renders `aws.iam.getPolicyDocument` as the AWS provider does: IAM JSON, statements of one `Sid` merged. */
import { createHash } from "node:crypto";
import { isRecord, type Plain, recordsOf, textOf, textsOf } from "../plainValue";

/** @throws Error for a source or override document that is no JSON object. */
export function renderPolicyDocument(args: Plain): Plain {
  const sources = textsOf(args["sourcePolicyDocuments"]).flatMap(statementsOf);
  const own = recordsOf(args["statements"]).map(renderStatement);
  const overrides = textsOf(args["overridePolicyDocuments"]).flatMap(statementsOf);
  const document = {
    Version: textOf(args["version"]) ?? "2012-10-17",
    ...(args["policyId"] === undefined ? {} : { Id: args["policyId"] }),
    Statement: merge([...sources, ...own, ...overrides]),
  };
  const json = JSON.stringify(document, undefined, 2);
  const digest = createHash("sha256").update(json).digest();
  const id = String(digest.readUInt32BE(0));
  return { ...args, id, json, minifiedJson: JSON.stringify(document), version: document.Version };
}

function statementsOf(text: string): readonly Plain[] {
  const document: unknown = JSON.parse(text);
  if (!isRecord(document)) throw new Error(`a policy document is a JSON object, got ${text}`);
  const { Statement: statements } = document;
  return Array.isArray(statements) ? statements.filter(isRecord) : [statements].filter(isRecord);
}

/** A later statement takes the place of an earlier one with the same `Sid`. */
function merge(statements: readonly Plain[]): Plain[] {
  const merged: Plain[] = [];
  for (const statement of statements) {
    const sid = textOf(statement["Sid"]);
    const place = sid ? merged.findIndex((each) => each["Sid"] === sid) : -1;
    if (place < 0) merged.push(statement);
    else merged[place] = statement;
  }
  return merged;
}

function renderStatement(statement: Plain): Plain {
  const rendered = {
    Sid: textOf(statement["sid"]) || undefined,
    Effect: textOf(statement["effect"]) ?? "Allow",
    Principal: principals(statement["principals"]),
    NotPrincipal: principals(statement["notPrincipals"]),
    Action: oneOrMany(statement["actions"]),
    NotAction: oneOrMany(statement["notActions"]),
    Resource: oneOrMany(statement["resources"]),
    NotResource: oneOrMany(statement["notResources"]),
    Condition: conditions(statement["conditions"]),
  };
  const entries = Object.entries(rendered).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** The provider sorts lists backwards, and writes one value without its list. */
function oneOrMany(value: unknown): string | readonly string[] | undefined {
  const values = [...new Set(textsOf(value))].sort().reverse();
  return values.length > 1 ? values : values[0];
}

function principals(value: unknown): unknown {
  const given = recordsOf(value);
  if (given.length === 0) return undefined;
  const everyone = given.some(
    (each) => each["type"] === "*" && textsOf(each["identifiers"]).includes("*"),
  );
  if (everyone) return "*";
  const types = [...new Set(given.map((each) => String(each["type"])))];
  return Object.fromEntries(
    types.map((type) => {
      const same = given.filter((each) => each["type"] === type);
      return [type, oneOrMany(same.flatMap((each) => textsOf(each["identifiers"])))];
    }),
  );
}

function conditions(value: unknown): Plain | undefined {
  const rendered: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of recordsOf(value)) {
    const list = textsOf(values);
    const one = list.length === 1 ? list[0] : list;
    rendered[String(test)] = { ...rendered[String(test)], [String(variable)]: one };
  }
  return Object.keys(rendered).length === 0 ? undefined : rendered;
}
