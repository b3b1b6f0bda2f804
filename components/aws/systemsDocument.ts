/** A document of Systems Manager: a runbook, or what is sent to machines. */
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { mergeTags, type Tags } from "../tags";

/** The physical name is Pulumi's, for the same reason as a `stackPath`. */
export function declareDocument(
  name: string,
  { region, tags }: { readonly region: string; readonly tags?: Tags },
  parent: pulumi.Resource,
  documentType: "Automation" | "Command",
  content: pulumi.Input<string>,
): pulumi.Output<string> {
  const document = new ssm.Document(
    name,
    { region, documentType, documentFormat: "JSON", content, tags: mergeTags(tags) },
    { parent },
  );
  return document.name;
}
