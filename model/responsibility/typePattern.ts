/** Pulumi resource types against the patterns of the responsibility rows: the most specific one counts. */

/** Without the API version that Azure's types can carry: `azure-native:compute/v20240701:VirtualMachine`. */
export function plainType(type: string): string {
  return type
    .replace(/^([a-z][a-z0-9-]*)_([a-z0-9]+)_v\d{8}(?:preview)?:/i, "$1:")
    .replace(/^([^:]+:[^:/]+)\/v\d{8}(?:preview)?:/, "$1:");
}

export function matches(pattern: string, type: string): boolean {
  const wanted = plainType(pattern);
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}

/** The more of a type a pattern spells out, the more specific it is; a whole type is the most specific of all. */
export function mostSpecific<T extends { readonly pattern: string }>(
  candidates: readonly T[],
  type: string,
): T | undefined {
  return candidates
    .filter(({ pattern }) => matches(pattern, type))
    .reduce<T | undefined>(
      (best, one) => (best === undefined || rank(one) > rank(best) ? one : best),
      undefined,
    );
}

function rank({ pattern }: { readonly pattern: string }): number {
  return pattern.endsWith("*") ? pattern.length : Number.POSITIVE_INFINITY;
}
