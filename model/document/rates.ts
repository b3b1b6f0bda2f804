/** Shares of machines, and numbers of them. */
import * as z from "zod";
import type { Rate } from "../plan";
import { shapedText } from "./parsed";
import { textOf } from "./raw";

const rateForm = "a share such as 50% or a whole number of machines";
const ratePattern = /^(\d{1,3})(%?)$/;
const sharePattern = /^(0?\d{1,2}|100)%$/;
const mostMachines = 999;

/** For editors; what is written is judged below. */
const writtenRate = z.string().meta({ pattern: "^(?:\\d{1,3}|(?:0?\\d{1,2}|100)%)$" });

function machines(least: 0 | 1) {
  return z.number().meta({ type: "integer", minimum: least, maximum: mostMachines });
}

/** `50%` or a number. `least` is 0 where none at all is a sensible answer. */
export function rate(least: 0 | 1) {
  return z
    .union([writtenRate, machines(least)], { error: () => `must be ${rateForm}` })
    .transform((written, context): Rate => {
      const match = ratePattern.exec(textOf(written));
      const value = Number(match?.[1] ?? -1);
      const percent = match?.[2] === "%";
      if (value < least || (percent && value > 100)) {
        const message = `must be ${rateForm}, from ${least}% to 100% or from ${least} to ${mostMachines}`;
        context.issues.push({ code: "custom", message, input: written });
      }
      return { kind: percent ? "percent" : "count", value };
    });
}

/** `75%` as 75: where a number of machines says nothing without knowing how many there are. */
export function share() {
  const form = "a share from 0% to 100%, such as 75%";
  return shapedText(form, sharePattern, (text) => {
    const written = sharePattern.exec(text)?.[1];
    return written === undefined
      ? { ok: false, message: `must be ${form}` }
      : { ok: true, value: Number(written) };
  });
}

export function wholeNumber(what: string, least: number, most: number) {
  const message = `must be a whole number ${what} from ${least} to ${most}`;
  return z
    .int({ error: () => message })
    .min(least, { error: () => message })
    .max(most, { error: () => message });
}
