/**
 * What AWS Backup selects by its documentation: what is among the resources and meets all conditions, and besides what has
 * one of the tags or is among the resources where there are no conditions.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */

export interface Resource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface Pair {
  readonly key: string;
  readonly value: string;
}

type Conditions = Readonly<Record<string, readonly Pair[] | undefined>>;

export function isSelected(inputs: Readonly<Record<string, unknown>>, resource: Resource): boolean {
  const listed = (key: string) => (inputs[key] ?? []) as readonly string[];
  const conditions = (inputs["conditions"] ?? []) as readonly Conditions[];
  const tags = (inputs["selectionTags"] ?? []) as readonly Pair[];
  const { arn } = resource;
  if (listed("notResources").some((pattern) => fits(pattern, arn))) return false;
  const isNamed = listed("resources").some((pattern) => fits(pattern, arn));
  return (
    (isNamed && conditions.every((one) => holds(one, resource))) ||
    tags.some(({ key, value }) => resource.tags[key] === value)
  );
}

function holds(conditions: Conditions, { tags }: Resource): boolean {
  return Object.entries(conditions).every(([operator, pairs = []]) =>
    pairs.every(({ key, value }) => {
      const found = tags[key.replace("aws:ResourceTag/", "")];
      const isLike = found !== undefined && fits(value, found);
      const isEqual = found === value;
      switch (operator) {
        case "stringEquals":
          return isEqual;
        case "stringLikes":
          return isLike;
        // As in IAM, what is not there is unlike everything.
        case "stringNotEquals":
          return !isEqual;
        case "stringNotLikes":
          return !isLike;
        default:
          throw new Error(`AWS Backup knows no ${operator}`);
      }
    }),
  );
}

function fits(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\?]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*")}$`, "s").test(text);
}
