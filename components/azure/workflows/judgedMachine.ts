/** Where the actions that judge a machine find it and its ring. */

/** Of the loop's item, both in lower case. */
export function judged(key: "run" | "machine"): string {
  return `items('Judge_machines')?['${key}']`;
}

/** What the policy says of the machine's ring. */
export function ringOf(key: "patchGroup" | "reboot" | "onFailure" | "patches" | "health"): string {
  return `outputs('Ring')?['${key}']`;
}
