// Values as a webhook's template makes them: the vendor suggests texts throughout, so that quotes and blanks keep the JSON whole.
// https://help.smartico.ai/welcome/products/crm-automation/activities-of-flows/activity-webhook
import { text } from "../../mapping/converters.ts";
import type { Converter } from "../../mapping/field-map.ts";
import type { PlayerMission } from "../../generated/types.ts";
import { valueAtPath } from "../../mapping/field-map.ts";

function numberOf(value: unknown): number {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "") ? Number(value) : Number.NaN;
}

/** A whole number, or the text of one. */
export const whole: Converter<number> = (value) => {
  const number = numberOf(value);
  if (Number.isSafeInteger(number)) return number;
  throw new Error(`should be a whole number, instead got ${JSON.stringify(value)}`);
};

/** A number from 0 to 1, or the text of one. */
export const likelihood: Converter<number> = (value) => {
  const number = numberOf(value);
  if (number >= 0 && number <= 1) return number;
  throw new Error(`should be a number from 0 to 1, instead got ${JSON.stringify(value)}`);
};

/** The list that a text stands for: a JSON list, or the parts between commas. */
function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== "string") throw new Error(`should be a list or a text, instead got ${typeof value}`);
  if (!value.trimStart().startsWith("[")) {
    return value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  try {
    return JSON.parse(value) as readonly unknown[]; // it begins as a list does
  } catch {
    throw new Error("should be a list, and begins like one in JSON, but is none");
  }
}

/** A list of texts, or a text that stands for one. */
export const textList: Converter<readonly string[]> = (value, context, path) =>
  listIn(value).map((item) => text(item, context, path));

/** A list of missions, or a text that stands for one: each an object, or the mission's name alone. */
export const missions: Converter<readonly PlayerMission[]> = (value, context, path) =>
  listIn(value).map((item) => {
    if (typeof item === "string") return { name: item, progressPercent: null };
    const progress = valueAtPath(item, ["progress_percent"]);
    return {
      name: text(valueAtPath(item, ["name"]), context, path),
      progressPercent: progress === undefined || progress === null || progress === "" ? null : percent(progress),
    };
  });

function percent(value: unknown): number {
  const number = Math.round(numberOf(value));
  if (number >= 0 && number <= 100) return number;
  throw new Error(`should have a progress_percent from 0 to 100, instead got ${JSON.stringify(value)}`);
}
