/** Whom a principal of AWS is, however it is written: a person may be named by a role, its ARN or one of its sessions. */

/** ARN of a user, a role or a session of a role; never of a whole account. */
export const principalArn =
  /arn:aws[a-z-]*:iam::\d{12}:(?:user|role)\/(?:[\w+=,.@-]{1,64}\/){0,16}[\w+=,.@-]{1,128}|arn:aws[a-z-]*:sts::\d{12}:assumed-role\/[\w+=,.@-]{1,64}\/[\w+=,.@-]{2,64}/;

/** What a session of a role is called, and what IAM calls users and roles. */
const written = /^arn:[^:]*:(?:iam|sts)::(\d{12}):(user|role|assumed-role)\/(.+)$/;

/**
 * `<account>:user/<name>` or `<account>:role/<name>`, in lower case, for each account that the text is about. Names of IAM
 * are unique in an account whatever their path and case, and a session of a role acts with the role.
 * @param who an ARN, `role/<path and name>`, `user/<path and name>`, or the bare name of a user.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function identitiesOf(who: string, accounts: readonly string[]): readonly string[] {
  const arn = written.exec(who);
  if (arn === null) {
    const kind = who.startsWith("role/") ? "role" : "user";
    return accounts.map((id) => `${id}:${kind}/${nameOf(who)}`);
  }
  const [, account = "", kind = "", rest = ""] = arn;
  if (kind !== "assumed-role") return [`${account}:${kind}/${nameOf(rest)}`];
  return [`${account}:role/${nameOf(rest.split("/").slice(0, -1).join("/") || rest)}`];
}

function nameOf(path: string): string {
  return (path.split("/").at(-1) ?? path).toLowerCase();
}
