/** What a stack's configuration says: which document, which part of it, and how its accounts are reached. */
import * as pulumi from "@pulumi/pulumi";
import type { PatchingProgrammeArgs } from "../components/programme";
import type { PlanSelection } from "../model/units";
import { readAdopted } from "./adopted";

export interface StackSettings {
  /** Path of the policy document. */
  readonly document: string;
  /** The part of the document that this stack deploys. */
  readonly selection: PlanSelection;
  readonly proof: "enforce" | "warn";
  /** Name of the role that is assumed in each AWS account; absent where the ambient credentials serve. */
  readonly awsRole?: string;
  /** Replaces the document's word on AWS Config's recorder, of which a region of an account has one. */
  readonly recorder?: "create" | "existing";
  readonly tags?: Readonly<Record<string, string>>;
  /** What exists already and is imported. */
  readonly adopt?: PatchingProgrammeArgs["adopt"];
}

/** @throws pulumi.RunError when a value is not what it has to be. */
export function readSettings(): StackSettings {
  const config = new pulumi.Config("patchwarden");
  const awsRole = config.get("awsRole");
  const recorder = choice(config, "recorder", ["create", "existing"] as const);
  const tags = textsByKey(config, "tags");
  const adopt = readAdopted(parsed(config, "adopt"));
  return {
    document: process.env["PATCHWARDEN_DOCUMENT"] || (config.get("document") ?? "patching.yaml"),
    selection: readSelection(config),
    proof: choice(config, "proof", ["enforce", "warn"] as const) ?? "enforce",
    ...(awsRole === undefined ? {} : { awsRole }),
    ...(recorder === undefined ? {} : { recorder }),
    ...(tags === undefined ? {} : { tags }),
    ...(adopt === undefined ? {} : { adopt }),
  };
}

function choice<T extends string>(
  config: pulumi.Config,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const value = config.get(key);
  if (value === undefined) return undefined;
  const known = allowed.find((one) => one === value);
  if (known === undefined) {
    throw new pulumi.RunError(
      `patchwarden:${key} must be one of ${allowed.join(", ")}, got ${JSON.stringify(value)}`,
    );
  }
  return known;
}

function readSelection(config: pulumi.Config): PlanSelection {
  const environments = names(config, "environments");
  const groups = names(config, "groups");
  const accounts = names(config, "accounts");
  return {
    ...(environments === undefined ? {} : { environments }),
    ...(groups === undefined ? {} : { groups }),
    ...(accounts === undefined ? {} : { accounts }),
  };
}

/** A list of names: JSON, as `pulumi config set --path` writes it, or words with commas between them. */
function names(config: pulumi.Config, key: string): readonly string[] | undefined {
  const value = config.get(key);
  if (value === undefined) return undefined;
  const list = value.trimStart().startsWith("[") ? parseJson(key, value) : value.split(",");
  if (!Array.isArray(list) || !list.every((name) => typeof name === "string")) {
    throw new pulumi.RunError(`patchwarden:${key} must be a list of names, got ${value}`);
  }
  const wanted = list.map((name) => name.trim()).filter((name) => name !== "");
  if (wanted.length === 0) {
    throw new pulumi.RunError(`patchwarden:${key} names nothing; leave it out to deploy all`);
  }
  return wanted;
}

function textsByKey(
  config: pulumi.Config,
  key: string,
): Readonly<Record<string, string>> | undefined {
  const map = parsed(config, key);
  if (map === undefined) return undefined;
  const isMap = typeof map === "object" && map !== null && !Array.isArray(map);
  if (!isMap || !Object.values(map).every((one) => typeof one === "string")) {
    throw new pulumi.RunError(`patchwarden:${key} must map names to texts, got ${config.get(key)}`);
  }
  return map as Readonly<Record<string, string>>;
}

function parsed(config: pulumi.Config, key: string): unknown {
  const value = config.get(key);
  return value === undefined ? undefined : parseJson(key, value);
}

function parseJson(key: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new pulumi.RunError(`patchwarden:${key} is no valid JSON, got ${value}`);
  }
}
