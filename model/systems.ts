/** The operating systems that a policy can name, and what each cloud calls and knows about them. */
export { azureClassifications } from "./systems/azure";
export {
  exampleProduct,
  isProductOf,
  knowsClassification,
  productsBeside,
  type SystemFacts,
  type SystemId,
  systemFacts,
  systemIds,
} from "./systems/facts";
export type { SystemKind } from "./systems/families";
export { type Classification, classifications, priorities } from "./systems/words";
