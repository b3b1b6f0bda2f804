/** The finding about documents that are not valid. */
import type { Catalogue } from "./facts";

export const document = {
  "document/invalid": {
    level: "error",
    title: "The document is not valid, so nothing else can be said about it.",
    fix: "Correct the place that the message names; `patchwarden schema` gives editors completion.",
    exception: "none",
  },
} as const satisfies Catalogue;
