/** The whole document that people read and sign: its title block, and its sections in their order. */

import { sections } from "./sections";
import { titleFacts, titleNotices } from "./sections/title";
import type { PolicySource } from "./source";
import { numbered, type RenderedPolicy } from "./tree";

/** Pure: the same document gives the same text for the same day. */
export function renderPolicy(source: PolicySource): RenderedPolicy {
  return {
    title: "Patching policy",
    organisation: source.policy.organisation,
    facts: titleFacts(source),
    notices: titleNotices(source),
    sections: numbered(sections.flatMap((section) => section(source) ?? [])),
  };
}
