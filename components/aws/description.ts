/** What people read of a resource in the console. */
import { type ArgumentChecks, show } from "../arguments";

/** Records a description that the service would refuse, and returns the one to use. */
export function checkDescription(
  checks: ArgumentChecks,
  description: string | undefined,
  longest: number,
): string {
  const text = description ?? "Managed by Patchwarden";
  checks.check("description", text, (given) => {
    if (typeof given !== "string") return `must be a text, got ${show(given)}`;
    return given.length >= 1 && given.length <= longest
      ? undefined
      : `must be 1–${longest} characters, got ${given.length === 0 ? show(given) : given.length}`;
  });
  return text;
}
