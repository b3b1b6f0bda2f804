/** Who hears of a deadline in danger or missed. */
import { mapping, oneOf, sentence } from "./parsed";
import { elapsed } from "./times";

/** What overdue without `after` means; dueSoon takes none. */
const atOnce = "0h";
const defaultAfter = elapsed().parse(atOnce);

type Step = { readonly when: "dueSoon" | "overdue"; readonly offset: number; readonly to: string };

export const escalationStep = mapping({
  when: oneOf(["dueSoon", "overdue"]).meta({
    description: "Before the due instant, or after it has been missed",
    examples: ["dueSoon"],
  }),
  before: elapsed("a duration such as 24h", 1)
    .optional()
    .meta({
      description:
        "How long before the due instant: dueSoon asks for it; nothing, as overdue asks, when left out",
      examples: ["24h"],
    }),
  after: elapsed("a duration such as 0h or 24h")
    .optional()
    .meta({
      description: "How long after the due instant, with overdue; at once when left out",
      default: atOnce,
      examples: ["24h"],
    }),
  to: sentence("the team or person that is told").meta({
    description: "Team of `teams`, or one of `people`, that is told",
    examples: ["platform"],
  }),
}).transform(({ when, before, after, to }, context): Step => {
  const [key, message] =
    when === "overdue"
      ? ["before", "must be left out with overdue; after says how long after the due instant"]
      : ["after", "must be left out with dueSoon; before says how long before the due instant"];
  const wrong = when === "overdue" ? before : after;
  if (wrong !== undefined) {
    context.issues.push({ code: "custom", path: [key], message, input: wrong });
  }
  if (when === "dueSoon" && before === undefined) {
    context.issues.push({
      code: "custom",
      path: ["before"],
      message: "must say how long before the due instant, such as 24h",
      input: before,
    });
  }
  return { when, to, offset: when === "overdue" ? (after ?? defaultAfter) : -(before ?? 0) };
});
