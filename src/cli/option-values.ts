// What option values may be, for commander: each function gives the value or throws InvalidArgumentError (exit code 2).
import { InvalidArgumentError } from "commander";

/** A whole number from `min` to `max`; 10,000 and 10_000 are numbers too. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text.replaceAll(/[,_]/g, ""));
    if (text !== "" && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It should be a whole number from ${min} to ${max}.`);
  };
}

/** A number above zero. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It should be a number above 0.");
}

/** Names between commas, each once. */
export function names(text: string): readonly string[] {
  const found = text.split(",").map((name) => name.trim());
  if (found.includes("")) throw new InvalidArgumentError("It should be names with commas between them.");
  return [...new Set(found)];
}

/** Names between commas that are all known; compared without regard to case. */
export function knownNames<Name extends string>(
  what: string,
  known: readonly Name[],
): (text: string) => readonly Name[] {
  return (text) =>
    names(text).map((name) => {
      const found = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
      if (found !== undefined) return found;
      throw new InvalidArgumentError(`"${name}" is no ${what}. The ${what}s are ${known.join(", ")}.`);
    });
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["s", 1],
  ["m", 60],
  ["h", 3_600],
  ["d", 86_400],
]);

/** "90s", "15m", "1h", "7d" in seconds; a bare number is seconds. */
export function duration(text: string): number {
  const [, amount = "", unit = ""] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  const seconds = Number(amount) * (SECONDS.get(unit) ?? 0);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("It should be a time such as 90s, 15m, 1h or 7d.");
}
