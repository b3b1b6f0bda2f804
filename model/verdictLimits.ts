/**
 * How far verdicts travel, for `check` and for the components alike. A gate has ten minutes to ask in `places`, and 8,192
 * bytes hold them with all else that a ring demands; a trust policy of 2,048 characters names `accounts` in any partition.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const verdictLimits = {
  /** Accounts and regions in which a ring's gate asks how the ring before went, its own among them. */
  places: 50,
  /** Other accounts that an account asks, and that ask it. */
  accounts: 40,
} as const;
