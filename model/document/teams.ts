/** Who answers: the teams that the document's names point to, and the environments that groups stand in. */
import { mapping, sentence, truth } from "./parsed";

/** A role that decides, such as ciso, is a team too. */
export const team = mapping({
  title: sentence("the team's name")
    .optional()
    .meta({
      description: "The team's full name; its key when left out",
      examples: ["Payments"],
    }),
  contact: sentence("where the team is reached")
    .optional()
    .meta({
      description: "Where it is reached: address, channel or number; unknown when left out",
      examples: ["payments@acme.example"],
    }),
  lead: sentence("who leads the team")
    .optional()
    .meta({ description: "Who leads it; nobody named when left out", examples: ["Ada Lovelace"] }),
});

export const environment = mapping({
  title: sentence("the environment's name")
    .optional()
    .meta({ description: "Its full name; its key when left out", examples: ["Production"] }),
  isolated: truth()
    .default(false)
    .meta({
      description: "No network path leads from it to production, so that a patch can fail there",
      examples: [true],
    }),
});
