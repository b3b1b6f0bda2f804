/** The tag that points to exceptions: what it names must exist, hold the resource, and still count. It accepts nothing itself. */
import { covers, endOf, exceptionTag, pointedIds } from "../model/exceptions";
import type { PolicyException } from "../model/plan";
import { broken, type Outcome } from "./outcome";
import type { Properties } from "./properties";
import type { World } from "./rule";
import { readableTags } from "./tags";

const property = `tags.${exceptionTag}`;

export function exceptionTagOutcomes(
  resource: Properties,
  urn: string,
  { plan, asOf }: World,
): readonly Outcome[] {
  const tags = readableTags(resource);
  const [group, ring] = tags["PatchGroup"]?.split(".") ?? [];
  return pointedIds(tags[exceptionTag]).flatMap((id) => {
    const exception = plan.exceptions.find((one) => one.id === id);
    if (exception === undefined) return [unknownId(id, plan.exceptions)];
    const subject = { rule: exception.rule, group, ring, resource: { urn, tags } };
    if (!covers(exception, subject)) return [elsewhere(exception)];
    return asOf < endOf(exception) ? [] : [expired(exception)];
  });
}

function unknownId(id: string, exceptions: readonly PolicyException[]): Outcome {
  return broken({
    problem: "the tag points to an exception that the document does not have",
    property,
    seen: id,
    allowed: exceptions.map((one) => one.id).join(", ") || "none: the document has no exceptions",
    fix: "remove the tag, or have the exception written into the document",
  });
}

function elsewhere({ id, owner }: PolicyException): Outcome {
  return broken({
    problem: "the tag points to an exception whose scope does not hold the resource",
    property,
    seen: id,
    allowed: "an exception of the resource's group, ring, URN and tags",
    fix: `remove the tag, or ask ${owner} for an exception that holds it`,
  });
}

function expired({ id, owner, expires }: PolicyException): Outcome {
  return broken({
    problem: `the tag points to an exception that expired on ${expires}`,
    property,
    seen: id,
    allowed: "an exception that still counts",
    fix: `remove the tag, or ask ${owner} to renew ${id}`,
  });
}
