/** The policy pack: refuses infrastructure that breaks the organisation's patching policy. */
import { PolicyPack } from "@pulumi/policy";
import { openDocument } from "./document";
import { documentSource } from "./documentRule";
import { everyResource } from "./everyResource";
import { rules } from "./rules";
import { toPolicies } from "./toPolicies";

const source = documentSource((policyFile) =>
  openDocument({
    environment: process.env,
    policyFile,
    packFolder: process.cwd(),
    now: () => new Date(),
  }),
);

new PolicyPack("patchwarden", {
  displayName: "Patchwarden",
  description: "Keeps infrastructure within the organisation's patching policy.",
  tags: ["patching", "aws", "azure"],
  policies: [
    ...source.policies,
    everyResource(rules, source.openWorld),
    ...rules.flatMap((rule) => toPolicies(rule, source.openWorld)),
  ],
});
