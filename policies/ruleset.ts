/**
 * A document that names a set of rules is not refused for what came later: newer rules advise until it names theirs, so that
 * a newer pack never turns a build red overnight.
 */

/** True for a rule that came after the set which the document has agreed to; sets are `year.month`. */
export function isNewerThan(rule: string, agreed: string | undefined): boolean {
  return agreed !== undefined && rule > agreed;
}
