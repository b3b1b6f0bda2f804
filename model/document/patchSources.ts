/** A repository that SSM uses instead of those that a Linux machine is set up with. */
import * as z from "zod";
import { listOf, mapping, patternText } from "./parsed";

const mostCharacters = 1024;
const form = `the repository's configuration, 1 to ${mostCharacters} characters`;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchSource.html (lengths and patterns) */
export const patchSource = mapping({
  name: patternText(
    /^[a-zA-Z0-9_\-.]{3,50}$/,
    "a name of 3 to 50 letters, digits, _, - and .",
  ).meta({ description: "Name of the repository", examples: ["internal"] }),
  products: listOf(
    patternText(/^\S{1,128}$/, "a product name of SSM such as Ubuntu24.04"),
    "SSM's product names",
  )
    .min(1, { error: () => "must name at least one product" })
    .max(20, { error: () => "must have at most 20 products, which is SSM's limit" })
    .meta({
      description: "Releases of the baseline's systems that it is for, as SSM names them",
      examples: [["RedhatEnterpriseLinux9.4", "RedhatEnterpriseLinux9.5"]],
    }),
  configuration: z
    .string({ error: () => `must be ${form}` })
    .min(1, { error: () => `must be ${form}` })
    .max(mostCharacters, { error: () => `must be ${form}` })
    .meta({
      description:
        "What stands in the repository file (yum, dnf) or the one line of sources.list (APT)",
      examples: ["deb https://mirror.acme.example/ubuntu noble-security main"],
    }),
});
