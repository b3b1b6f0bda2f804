/** Shared responsibility: for each kind of cloud service, who patches which of its layers. */
import { listOf, mapping, oneOf, patternText, sentence } from "./parsed";

/** `aws:rds/instance:Instance`, or everything that begins so: `aws:rds/*`. */
const typePattern = patternText(
  /^(?:[a-z][a-z0-9-]*:[A-Za-z0-9_./-]*:[A-Za-z0-9_]+|[a-z][a-z0-9-]*:[A-Za-z0-9_.:/-]*\*)$/,
  "a Pulumi type such as aws:ec2/instance:Instance, or the beginning of some such as aws:rds/*",
);

const layer = (what: string, example: string) =>
  sentence("a team, provider, vendor and its name, or none")
    .optional()
    .meta({
      description: `${what}: a team of \`teams\`, provider, vendor and a name of \`vendors\`, or none; a finding when left out`,
      examples: [example],
    });

export const responsibility = mapping({
  types: listOf(typePattern, "Pulumi resource types")
    .min(1, { error: () => "must name at least one resource type" })
    .meta({
      description: "Pulumi resource types of the service; the most specific row counts",
      examples: [["aws:ec2/instance:Instance"], ["aws:rds/*"]],
    }),
  service: oneOf(["iaas", "paas", "saas"]).meta({
    description: "Kind of service: the more the provider runs, the less is left to patch",
    examples: ["iaas"],
  }),
  operatingSystem: layer("Who patches the operating system", "platform"),
  runtime: layer("Who patches the runtime, such as Node.js or Java", "payments"),
  engine: layer("Who patches the engine, such as PostgreSQL", "provider"),
  application: layer("Who patches the application", "payments"),
});
