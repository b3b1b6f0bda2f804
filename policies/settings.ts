/**
 * What a rule's configuration in the pack may set: numbers that are stricter than the document's, and nothing else. The engine
 * checks only the types of known keys, and lets a misspelt one pass: so all of it is judged here.
 */
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Plan } from "../model/plan";

export interface Setting {
  /** What the number is, such as `days that backups are kept`. */
  readonly about: string;
  readonly unit: "days" | "hours";
  /** The number that the document gives. */
  readonly documented: (plan: Plan) => number;
  readonly stricter: "more" | "less";
}

export type Settings = Readonly<Record<string, Setting>>;

/** The numbers that count: the document's, or a stricter one of the configuration. */
export interface SettingValues {
  number(key: string): number;
}

type Configuration = Readonly<Record<string, unknown>>;

/** For the engine, which checks types by it. No defaults: what is left out is the document's. */
export function configSchemaOf(settings: Settings): PolicyConfigSchema {
  const properties = Object.entries(settings).map(
    ([key, { about, unit }]) =>
      [key, { type: "number", minimum: 0, description: `${about}, in ${unit}` }] as const,
  );
  return { properties: Object.fromEntries(properties) } as PolicyConfigSchema;
}

export function settingValues(
  settings: Settings,
  configuration: Configuration,
  plan: Plan,
): SettingValues {
  return {
    number: (key) => {
      const setting = settings[key];
      if (setting === undefined) throw new Error(`the rule has no setting ${key}`);
      const documented = setting.documented(plan);
      const own = configuration[key];
      return typeof own === "number" && !loosens(setting, own, documented) ? own : documented;
    },
  };
}

function loosens({ stricter }: Setting, own: number, documented: number): boolean {
  return stricter === "more" ? own < documented : own > documented;
}

/** Whatever is wrong with a rule's configuration, a line each. */
export function configurationFaults(
  settings: Settings,
  configuration: Configuration,
  plan: Plan,
): readonly string[] {
  return Object.entries(configuration).flatMap(([key, value]) =>
    settingFaults(settings, key, value, plan),
  );
}

function settingFaults(
  settings: Settings,
  key: string,
  value: unknown,
  plan: Plan,
): readonly string[] {
  const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
  if (setting === undefined) {
    const known = Object.keys(settings);
    const allowed = known.length === 0 ? "none: this rule has none" : known.join(", ");
    return [`the configuration has the unknown key ${key}, allowed ${allowed}; correct the key`];
  }
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    return [
      `the configuration's ${key} is no number of ${setting.unit}; write one, or leave it out`,
    ];
  }
  const documented = setting.documented(plan);
  if (!loosens(setting, value, documented)) return [];
  const side = setting.stricter === "more" ? "at least" : "at most";
  return [
    `the configuration's ${key} loosens the document: it is ${value} ${setting.unit}, allowed ${side} ${documented}; change the document, where everybody sees it`,
  ];
}
