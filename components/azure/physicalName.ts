/**
 * Names of what is deployed. They are made from what a resource is, never from chance or today's date, so that a
 * preview shows them and a second deployment finds the same ones.
 */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

const hashLength = 8;

/**
 * `<base>-<hash>`: the hash changes with whatever forces a replacement, since Azure refuses a name that was deleted
 * minutes ago. Characters that Azure's names do not know become `-`.
 */
export function physicalName(base: string, forces: readonly string[], maxLength: number): string {
  const room = maxLength - hashLength - 1;
  const readable = base.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  const cut = readable.slice(0, room).replace(/[^A-Za-z0-9]+$/, "");
  return `${cut === "" ? "patching" : cut}-${digest([base, ...forces]).slice(0, hashLength)}`;
}

/** The same for names of letters, digits and hyphens only, as Event Grid has them. */
export function hyphenatedName(base: string, forces: readonly string[], maxLength: number): string {
  return physicalName(base.replace(/[^A-Za-z0-9]+/g, "-"), [base, ...forces], maxLength);
}

/** `<base><hash>` of letters and digits only, as storage accounts have them, unique in all of Azure. */
export function compactName(base: string, forces: readonly string[], maxLength: number): string {
  return `${base}${digest([base, ...forces])}`.slice(0, maxLength);
}

/** What tells apart two stacks that deploy beside each other into one subscription. */
export function stackIdentity(): string {
  return `${pulumi.getProject()}/${pulumi.getStack()}`;
}

/** A GUID made from the parts: the same parts give the same one. */
export function stableGuid(...parts: readonly string[]): string {
  const hex = digest(parts);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}
