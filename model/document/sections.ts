/**
 * How each part of a document that is split over files comes together, read off the schema: mappings key by key,
 * entries under names of one's own by name, lists one after the other. The rest is said once.
 */
import type { z } from "zod";

export type Joining =
  | { readonly kind: "keys"; readonly keys: Readonly<Record<string, Joining>> }
  | { readonly kind: "names" }
  | { readonly kind: "list" }
  | { readonly kind: "once" };

export function joiningOf(schema: z.core.$ZodType): Joining {
  const { def } = schema._zod;
  switch (def.type) {
    case "object": {
      const { shape } = def as z.core.$ZodObjectDef;
      const keys = Object.entries(shape).map(([key, value]) => [key, joiningOf(value)] as const);
      return { kind: "keys", keys: Object.fromEntries(keys) };
    }
    case "record":
      return { kind: "names" };
    case "array":
      return { kind: "list" };
    case "pipe":
      return joiningOf((def as z.core.$ZodPipeDef).in);
    case "optional":
    case "default":
    case "prefault":
      return joiningOf((def as z.core.$ZodOptionalDef).innerType);
    default:
      return { kind: "once" };
  }
}
