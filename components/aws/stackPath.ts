/** Where runbooks keep in Parameter Store what one run has to tell another. */
import * as pulumi from "@pulumi/pulumi";

/** A path of the stack's own: several stacks may deploy one policy into one account and region. */
export function stackPath(name: string): string {
  return `/patchwarden/${pulumi.getProject()}/${pulumi.getStack()}/${name}`;
}
