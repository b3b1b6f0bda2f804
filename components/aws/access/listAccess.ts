/** Reading and writing records and lists of patches, below the component's own prefix of a bucket. */
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./serviceRole";

export interface ListAccess {
  readonly bucketArn: pulumi.Output<string>;
  /** Of the keys, without a slash at either end. */
  readonly prefix: string;
}

type Kind = "records" | "lists";

/** Nothing where there are no lists. */
export function listStatements(
  access: ListAccess | undefined,
  { read, write }: { readonly read: Kind; readonly write?: Kind },
): readonly Statement[] {
  if (access === undefined) return [];
  const { bucketArn, prefix } = access;
  // Rings and systems come and go; the prefix is this component's own.
  const objects = (kind: Kind) => pulumi.interpolate`${bucketArn}/${prefix}/${kind}/*`;
  return [
    {
      Sid: "FindPatches",
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: [bucketArn],
      Condition: { StringLike: { "s3:prefix": `${prefix}/${read}/*` } },
    },
    { Sid: "ReadPatches", Effect: "Allow", Action: ["s3:GetObject"], Resource: [objects(read)] },
    ...(write === undefined
      ? []
      : [
          {
            Sid: "WritePatches",
            Effect: "Allow",
            Action: ["s3:PutObject"],
            Resource: [objects(write)],
          } as const,
        ]),
  ];
}
