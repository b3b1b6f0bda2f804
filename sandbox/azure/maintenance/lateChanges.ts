/**
 * What Update Manager does to changes that come shortly before a run: it cancels the run without a word. And it takes no
 * new configuration that begins in a moment. Source: "Maintenance configurations" and "Pre and post events overview".
 */
import type { Minutes } from "../../../model/time";
import { recordAt, textOf, textsOf } from "../../plainValue";
import type { CancelledRun, ServiceRequest } from "../../service";
import { refusal, sameId } from "../arm";
import { eventSubscriptionType, systemTopicType } from "../eventgrid/types";
import { runsBetween, startOf } from "./runs";
import { putConfiguration } from "./types";

/** What a change must keep before a run. */
const least: Minutes = 15;
const leastWithPreEvent: Minutes = 40;

/** A start that is over is taken: the first run is the next occurrence. */
export function refuseNearStart({ inputs, now }: ServiceRequest): string | undefined {
  const ahead = (startOf(inputs) ?? now) - now;
  return ahead > 0 && ahead < least
    ? refusal(
        putConfiguration,
        "InvalidParameter",
        `maintenanceWindow.startDateTime '${inputs["startDateTime"]}' must be at least ${least} minutes after the creation of the schedule, got ${ahead}`,
      )
    : undefined;
}

/** Runs of the schedule as it was, and as it becomes, that begin too soon after this change. */
export function runsCancelledBy(request: ServiceRequest): readonly CancelledRun[] {
  const { old, inputs, now } = request;
  const limit = hasPreEvent(request) ? leastWithPreEvent : least;
  const starts = [old?.inputs ?? {}, inputs].flatMap((each) => runsBetween(each, now, now + limit));
  return [...new Set(starts)]
    .sort((left, right) => left - right)
    .map((start) => ({ start, changedAt: now }));
}

function hasPreEvent({ cloud, old }: ServiceRequest): boolean {
  const topics = cloud
    .everywhere(systemTopicType)
    .filter((topic) => sameId(textOf(topic.inputs["source"]), old?.id));
  return cloud.everywhere(eventSubscriptionType).some(({ id, inputs }) => {
    const types = textsOf(recordAt(inputs, "filter")["includedEventTypes"]);
    const listens =
      types.length === 0 || types.some((type) => /\.PreMaintenanceEvent$/i.test(type));
    const topicId = id.split(/\/eventSubscriptions\//i)[0];
    return listens && topics.some((topic) => sameId(topic.id, topicId));
  });
}
