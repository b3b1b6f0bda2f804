/** Shares of machines, and numbers of them. */
import * as z from "zod";
import type { Rate } from "../plan";

const rateForm = "a share such as 50% or a whole number of machines";

/** `50%` or a number. `least` is 0 where none at all is a sensible answer. */
export function rate(least: 0 | 1) {
  return z
    .union([z.string(), z.number()], { error: () => `must be ${rateForm}` })
    .transform((written, context): Rate => {
      const match = /^(\d{1,3})(%?)$/.exec(String(written));
      const value = Number(match?.[1] ?? -1);
      const percent = match?.[2] === "%";
      if (value < least || (percent && value > 100)) {
        const message = `must be ${rateForm}, from ${least}% to 100% or from ${least} to 999`;
        context.issues.push({ code: "custom", message, input: written });
      }
      return { kind: percent ? "percent" : "count", value };
    });
}

/** `75%` as 75: where a number of machines says nothing without knowing how many there are. */
export function share() {
  const form = "a share from 0% to 100%, such as 75%";
  return z.string({ error: () => `must be ${form}` }).transform((text, context) => {
    const value = Number(/^(\d{1,3})%$/.exec(text)?.[1] ?? -1);
    if (value < 0 || value > 100) {
      context.issues.push({ code: "custom", message: `must be ${form}`, input: text });
    }
    return value;
  });
}

export function wholeNumber(what: string, least: number, most: number) {
  const message = `must be a whole number ${what} from ${least} to ${most}`;
  return z
    .int({ error: () => message })
    .min(least, { error: () => message })
    .max(most, { error: () => message });
}
