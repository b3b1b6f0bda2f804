/**
 * The second look at the time and the calendar. Checks, packages, a recovery point and a hook lie between the first look and
 * the installation, and may take hours; so it is asked again right before what must not happen after the run's end or in a freeze.
 */
import { calendarStep } from "./calendarSteps";
import { place } from "./places";
import { readInstant } from "./readInstant";
import { setting } from "./readRing";
import { type Step, scriptStep } from "./runbook";

/** Reads the run's end as the gate wrote it, and refuses when less is left than what follows may take. */
export const refuseTooLate = `${readInstant}
def refuse_too_late(until, needed):
    left = (instant(until) - datetime.now(timezone.utc)) / timedelta(minutes=1)
    if left < int(needed):
        raise Exception(f"{left:.0f} minutes are left of the run, {needed} are needed")
`;

const judgeTime = `${refuseTooLate}
def enough_time(events, context):
    refuse_too_late(events["until"], events["needed"])
    return {}
`;

const until = "{{ GateOpenedThisRun.Until }}";

/**
 * Minutes that a restart takes, the settling after it included. One machine is up again in a few; this is a bound and no
 * measurement.
 */
const restartMinutes = 15;

/**
 * Nothing was installed yet: the machine is left as it is, for the next run. What is needed is the whole of what one
 * machine may take, since nobody knows how much of it the installation is.
 */
export const beforeInstall: readonly Step[] = [
  timeStep("TimeToInstall", setting("NodeMinutes")),
  {
    ...calendarStep({ until }, place.exit),
    name: "CalendarStillOpen",
    onCancel: place.exit,
  },
];

/**
 * A restart after the window is the outage that the window is there to prevent: the patches then wait for the next one, and
 * the machine counts as failed. It is not restored either, which would restart it too. A restore itself is never held up:
 * a machine that is broken is down already.
 */
export const beforeRestart: readonly Step[] = [
  timeStep("TimeToRestart", `${restartMinutes}`),
  {
    ...calendarStep({ minutes: `${restartMinutes}` }, place.exit),
    name: "CalendarBeforeRestart",
    onCancel: place.exit,
  },
];

function timeStep(name: string, needed: string): Step {
  return scriptStep(name, "Enough of the run is left for what follows.", {
    handler: "enough_time",
    script: judgeTime,
    payload: { until, needed },
    onFailure: place.exit,
    onCancel: place.exit,
  });
}
