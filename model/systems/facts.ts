/** All that the model knows about one system. */
import { remembered } from "../memo";
import { type FamilyFacts, families } from "./families";
import { releases, type Support } from "./releases";
import type { Classification } from "./words";

export type SystemId = keyof typeof releases;

export const systemIds = Object.keys(releases) as readonly SystemId[];

export interface SystemFacts extends FamilyFacts {
  readonly title: string;
  /** SSM's operating system, such as `AMAZON_LINUX_2023`. */
  readonly ssmOperatingSystem: string;
  readonly ssmProducts: readonly string[];
  readonly clouds: { readonly aws: boolean; readonly azure: boolean };
  /** What each vendor's own page of supported systems says. */
  readonly support: { readonly aws: Support; readonly azure: Support };
  /** A new monthly update replaces the one before (Windows). */
  readonly cumulative: boolean;
}

const facts = new Map<SystemId, SystemFacts>();

export function systemFacts(id: SystemId): SystemFacts {
  return remembered(facts, id, () => readFacts(id));
}

function readFacts(id: SystemId): SystemFacts {
  const { title, family, ssm, products, aws, azure } = releases[id];
  return {
    ...families[family],
    title,
    ssmOperatingSystem: ssm,
    ssmProducts: products,
    clouds: { aws: aws !== "no", azure: azure !== "no" },
    support: { aws, azure },
    cumulative: family === "windows",
  };
}

/** Words that a family without a classification filter can still tell apart: its security repository, and the rest. */
const repositoryWords: readonly Classification[] = ["security", "bugfix"];

/** True when a baseline can select this classification on the system. */
export function knowsClassification(id: SystemId, word: Classification): boolean {
  const { selection, ssmClassifications } = systemFacts(id);
  return selection === "notices"
    ? ssmClassifications[word] !== undefined
    : repositoryWords.includes(word);
}

/** True when SSM's product name is one of this system: `RedhatEnterpriseLinux9.4` is of `rhel-9`. */
export function isProductOf(id: SystemId, product: string): boolean {
  const { product: whole } = releases[id];
  return product === whole || product.startsWith(`${whole}.`);
}

/** Of SSM's product names those that are of the system's SSM operating system, whatever the release. */
export function productsBeside(id: SystemId, products: readonly string[]): readonly string[] {
  if (products.length === 0) {
    return [];
  }
  const { ssmOperatingSystem } = systemFacts(id);
  const beside = systemIds.filter(
    (other) => systemFacts(other).ssmOperatingSystem === ssmOperatingSystem,
  );
  return products.filter((product) => beside.some((other) => isProductOf(other, product)));
}

/** A product name of the system as SSM writes it, for messages. */
export function exampleProduct(id: SystemId): string {
  const { product, products } = releases[id];
  return products.includes(product) ? product : `${product}.4`;
}
