/** The form of a mapping inside an argument, for programs in plain JavaScript: a misspelt key would be left out in silence. */
import { suggestion } from "../../model/document/suggestion";
import { show } from "../arguments";
import { joined } from "./argRules";

type ValueForm = "list of texts" | "mapping" | "text" | "true or false" | "whole number";

/** The keys of `T`, each once, with the form of its value: a key that `T` gains or loses does not compile. */
export type MappingForm<T> = Readonly<Record<keyof Required<T>, ValueForm>>;

const isForm: Readonly<Record<ValueForm, (value: unknown) => boolean>> = {
  "list of texts": (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
  mapping: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  text: (value) => typeof value === "string",
  "true or false": (value) => typeof value === "boolean",
  "whole number": (value) => Number.isInteger(value),
};

/** Words that follow the property's name, one for each key that nothing would read and each value of another form. */
export function mappingComplaint<T>(value: T, form: MappingForm<T>): string | undefined {
  if (!isForm.mapping(value)) return `must be a mapping, got ${show(value)}`;
  const known = Object.keys(form);
  const forms: Readonly<Record<string, ValueForm>> = form;
  const given = Object.entries(value as object).filter(([, one]) => one !== undefined);
  return joined(
    given.map(([key, one]) => {
      const wanted = Object.hasOwn(forms, key) ? forms[key] : undefined;
      if (wanted === undefined) {
        return `must have no other keys than ${known.join(", ")}; got ${show(key)}${suggestion(key, known)}`;
      }
      const article = wanted === "true or false" ? "" : "a ";
      return isForm[wanted](one)
        ? undefined
        : `${key} must be ${article}${wanted}, got ${show(one)}`;
    }),
  );
}
