/** What targets and tasks have in common: each belongs to a maintenance window, which holds only so many of them. */
import { textOf } from "../../plainValue";
import type { ServiceRequest } from "../../service";
import { type ApiCall, refusal } from "../apiCall";
import { windowType } from "./types";

export function refuseMissingWindow(
  call: ApiCall,
  { inputs, cloud }: ServiceRequest,
): string | undefined {
  const id = textOf(inputs["windowId"]) ?? "";
  return cloud.all(windowType).some((window) => window.id === id)
    ? undefined
    : refusal(call, "DoesNotExistException", `Maintenance window ${id} doesn't exist.`);
}

/** The provider imports a target or task by its window's id and its own. */
export function partOfWindow(id: string): string {
  return /^mw-[0-9a-f]{17}\/(.+)$/.exec(id)?.[1] ?? id;
}

/** `noun` names the parts in the refusal: `targets`, `tasks`. */
export function refuseFullWindow(
  call: ApiCall,
  { type, inputs, cloud }: ServiceRequest,
  max: number,
  noun: string,
): string | undefined {
  const window = inputs["windowId"];
  const count = cloud.all(type).filter((part) => part.inputs["windowId"] === window).length;
  return count >= max
    ? refusal(
        call,
        "ResourceLimitExceededException",
        `Maintenance window ${window} already has ${max} ${noun}`,
      )
    : undefined;
}
