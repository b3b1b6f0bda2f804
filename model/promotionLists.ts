/** How long it takes until a ring's close tells what its run has installed. */
import type { Minutes } from "./time";

/** For a run that starts late, the last machine's report and the close itself. */
export const closeMinutes: Minutes = 60;
