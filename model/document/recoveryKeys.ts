/** Keys of KMS that vaults and volumes have. */
import * as z from "zod";
import { keyArn } from "../kmsKeys";
import { listOf, patternText } from "./parsed";

const key = () => patternText(keyArn, "the ARN of a KMS key");

const keyOrCreate = (form: string) =>
  patternText(new RegExp(`^(?:create|${keyArn.source.slice(1, -1)})$`), form);

const forms = "create, the ARN of a KMS key, or a list of them, one for each region";

/** One key, or one for each region: always a list but for `create`. */
export const vaultKey = z
  .union([keyOrCreate(forms), listOf(key(), "keys").min(1)], { error: () => `must be ${forms}` })
  .transform((written) => {
    if (written === "create") return "create" as const;
    return typeof written === "string" ? [written] : written;
  })
  .optional()
  .meta({
    description:
      "Key of a new vault: create makes one, ARNs name one for each region, and a multi-Region one (mrk-…) serves all; the account's own key of AWS Backup when left out. A machine's recovery points keep the keys of its volumes",
    examples: ["create"],
  });

const formers = ["default", "create"] as const;

/** `default` is the account's own key of AWS Backup, which a vault has where none is named. */
export const formerKeys = listOf(
  patternText(
    new RegExp(`^(?:${formers.join("|")}|${keyArn.source.slice(1, -1)})$`),
    "default, create, or the ARN of a KMS key",
  ),
  "keys",
)
  .optional()
  .meta({
    description:
      "Keys that vaults had before key was another one or vault was named, default for the account's own key of AWS Backup: each vault stays beside the one of now, with its recovery points, until its key is taken out of here; none when left out",
    examples: [["default"]],
  });

export const copyKey = keyOrCreate("create, or the ARN of a KMS key")
  .optional()
  .meta({
    description:
      "Key of a new vault there, which encrypts the copies: create makes one, an ARN names one; as create when left out",
    examples: ["create"],
  });

export const volumeKeys = listOf(key(), "keys")
  .optional()
  .meta({
    description:
      "Keys of your own that machines' volumes are encrypted with: the runbooks may start and restore machines with these, and with no others; none when left out",
    examples: [["arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd"]],
  });
