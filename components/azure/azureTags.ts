/** Limits of Azure's tags. @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources */
import { show } from "../arguments";

/** Azure takes fifty, and one of them is our own. */
const most = 49;

/** Words that follow `tags`. */
export function tagsComplaint(tags: unknown): string | undefined {
  if (tags === undefined) return undefined;
  if (typeof tags !== "object" || tags === null || Array.isArray(tags)) {
    return `must be a mapping, got ${show(tags)}`;
  }
  const entries = Object.entries(tags);
  if (entries.length > most) return `must be at most ${most}, got ${entries.length}`;
  const odd = entries.find(([key, value]) => !isTag(key, value));
  return odd === undefined
    ? undefined
    : `must have names of 1–512 characters without <>%&\\?/ and texts of up to 256 as values, got ${show(odd[0])}`;
}

function isTag(name: string, value: unknown): boolean {
  // Reserved by the platform, in any spelling.
  if (/^(microsoft|azure|windows)/i.test(name)) return false;
  return /^[^<>%&\\?/]{1,512}$/.test(name) && typeof value === "string" && value.length <= 256;
}
