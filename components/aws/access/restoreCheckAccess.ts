/** What the check of a restored machine may do: look at it, and say what it has seen. */
import type { Statement } from "./serviceRole";

export function restoreCheckStatements(): readonly Statement[] {
  return [
    {
      Sid: "CheckRestores",
      Effect: "Allow",
      Action: [
        "backup:DescribeRestoreJob",
        "backup:PutRestoreValidationResult",
        "ec2:DescribeInstanceStatus",
      ],
      // IAM lets no resource be named for these: a restore job has no ARN.
      Resource: ["*"],
    },
  ];
}
