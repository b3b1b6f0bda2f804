/** Tokens of the IAM types whose rules look at each other. */

export const roleType = "aws:iam/role:Role";
export const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
export const rolePolicyAttachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
