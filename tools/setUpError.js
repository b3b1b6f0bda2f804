// @ts-check

/** A fault that the user can mend: its message is all that is shown, never a stack trace. */
class SetUpError extends Error {
  /** @override */
  name = "SetUpError";
}

module.exports = { SetUpError };
