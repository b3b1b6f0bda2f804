/** A document of Systems Manager: a runbook, or what is sent to machines. */
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { mergeTags, type Tags } from "../tags";

export interface DeclaredDocument {
  readonly name: pulumi.Output<string>;
  /** Number of its default version: the provider makes every new one the default. */
  readonly version: pulumi.Output<string>;
}

/** The physical name is Pulumi's, for the same reason as a `stackPath`. */
export function declareDocument(
  name: string,
  { region, tags }: { readonly region: string; readonly tags?: Tags },
  parent: pulumi.Resource,
  documentType: "Automation" | "Command",
  content: pulumi.Input<string>,
): DeclaredDocument {
  const document = new ssm.Document(
    name,
    { region, documentType, documentFormat: "JSON", content, tags: mergeTags(tags) },
    { parent },
  );
  return { name: document.name, version: document.defaultVersion };
}
