/** Findings about the document itself: that it is not valid, and what stands in it for nothing. */
import { byId, type Catalogue } from "./facts";

export const document = {
  "document/invalid": {
    level: "error",
    title: "The document is not valid, so nothing else can be said about it.",
    fix: "Correct the place that the message names; `patchwarden schema` gives editors completion.",
    exception: "none",
  },
  "unused/definition": {
    level: "note",
    title: "A tier, an out-of-cycle path, a baseline or a window is defined, and nothing uses it.",
    fix: "Remove it, or name it where it was meant to count.",
    exception: byId,
  },
} as const satisfies Catalogue;
