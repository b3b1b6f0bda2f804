/** Names of packages that stand for several, and how many of them a workflow on Azure can tell apart. */

/**
 * Excluded packages with a `*` that the workflow which closes runs can tell apart, over all rings of a subscription and location:
 * each is a part of one expression, of which Logic Apps takes 8,192 characters.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-configuration#expression-limits
 */
export const mostPackageMasks = 40;

/** Whether the name of an excluded package stands for several. */
export function isPackageMask(name: string): boolean {
  return name.includes("*");
}
