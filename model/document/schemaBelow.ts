/** Reads the schema of the document along a path of what is written: what stands there, by default and in meaning. */
import * as z from "zod";

/** Of a place of the document; nothing where the schema does not say. */
export type PlaceSchema = z.core.$ZodType | undefined;

/** The schema of a key of a mapping, or of the entries of a list. */
export function schemaBelow(schema: PlaceSchema, step: string | number): PlaceSchema {
  if (schema === undefined) return undefined;
  const { def } = schema._zod;
  switch (def.type) {
    case "object":
      return (def as z.core.$ZodObjectDef).shape[String(step)];
    case "record":
      return (def as z.core.$ZodRecordDef).valueType;
    case "array":
      return (def as z.core.$ZodArrayDef).element;
    case "union": {
      const { options } = def as z.core.$ZodUnionDef;
      return options.map((option) => schemaBelow(option, step)).find((one) => one);
    }
    case "pipe":
      return schemaBelow((def as z.core.$ZodPipeDef).in, step);
    case "optional":
    case "default":
    case "prefault":
      return schemaBelow((def as z.core.$ZodOptionalDef).innerType, step);
    default:
      return undefined;
  }
}

/** What counts where nothing is written; nothing where there is no default. */
export function defaultOf(schema: PlaceSchema): unknown {
  if (schema === undefined) return undefined;
  const own = ownDefaultOf(schema);
  if (own !== undefined) return own;
  const { def } = schema._zod;
  switch (def.type) {
    case "optional":
      return defaultOf((def as z.core.$ZodOptionalDef).innerType);
    case "pipe":
      return defaultOf((def as z.core.$ZodPipeDef).in);
    default:
      return undefined;
  }
}

/**
 * The default of this layer of a schema alone. One that only its description holds counts where the value is used:
 * what is left out and what is written stay apart until then.
 */
export function ownDefaultOf(schema: z.core.$ZodType): unknown {
  const { def } = schema._zod;
  return def.type === "default" || def.type === "prefault"
    ? (def as z.core.$ZodDefaultDef).defaultValue
    : z.globalRegistry.get(schema)?.["default"];
}

/** True where what is written may have one of several shapes. */
export function isUnion(schema: PlaceSchema): boolean {
  if (schema === undefined) return false;
  const { def } = schema._zod;
  switch (def.type) {
    case "union":
      return true;
    case "pipe":
      return isUnion((def as z.core.$ZodPipeDef).in);
    case "optional":
    case "default":
    case "prefault":
      return isUnion((def as z.core.$ZodOptionalDef).innerType);
    default:
      return false;
  }
}

/** What a written value means; itself where the schema does not say. */
export function meaningOf(schema: PlaceSchema, written: unknown): unknown {
  if (schema === undefined) return written;
  const parsed = z.safeParse(schema, written);
  return parsed.success ? parsed.data : written;
}
