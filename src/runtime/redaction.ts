// What a log line may not hold: secrets, and what reaches a person (e-mail addresses, phone numbers).
import { pino } from "pino";

const CENSOR = "[redacted]";
const DEEPEST = 8;

// Compared without case, dashes and underscores: api-key, apiKey and API_KEY are one name.
const SECRET_NAME =
  /authorization|cookie|password|passwd|secret|apikey|accesskey|privatekey|credential|signature|token$|^jwt$/;
const PERSONAL_NAME = /(?:email|emailaddress|phone|phonenumber|mobile|mobilenumber|fax)$/;

// The same names inside text: in JSON ("access_token":"abc"), in JSON within JSON (\"access_token\":\"abc\"), in a form.
const NAMES =
  "authorization|cookie|password|passwd|secret|api[-_]?key|private[-_]?key|token|signature|email|phone|mobile|fax";
const NAMED_VALUES = [
  new RegExp(String.raw`((?:${NAMES})"\s*:\s*")(?:[^"\\]|\\.)+`, "gi"),
  // Ends at a quote that is escaped as often as the first: one escaped more often is part of the value.
  new RegExp(String.raw`((?:${NAMES})(\\+)"\s*:\s*\2")(?:(?!(?<!\\)\2")(?:[^"\\]|\\.))+`, "gi"),
  /((?:password|client_secret|api[-_]?key|(?:access|refresh|id)_token|signature)=)[^&\s"\\]+/gi,
];

// A match never starts inside a JSON escape (\n, \u0007), so that a scrubbed line stays JSON.
const NOT_IN_ESCAPE = String.raw`(?<!\\(?:u[\da-f]{0,3})?)`;
const unescaped = (pattern: RegExp): RegExp => new RegExp(NOT_IN_ESCAPE + pattern.source, pattern.flags);

const SECRET_TEXTS = [
  /\b(?:Bearer|Basic|Token) +[\w.~+/=:-]{6,}/gi,
  /\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)?/g, // a JWT
  /\b(?:sk|rk|whsec)_[\w]{8,}/g, // Stripe
  /\bpat-[a-z\d]{2,4}-[\da-f-]{16,}/gi, // HubSpot
].map(unescaped);
// Bounded, or a long run of letters would be scanned once from each of them.
const EMAIL = unescaped(
  /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40|\\+u0040)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/giu,
);
const PHONES = [
  /\+\d[\d ()./-]{5,24}\d/g, // international
  /%2B\d{6,15}/gi,
  /\(0?\d{2,5}\)[\d ./-]{5,16}\d/g,
  /\b0\d{1,5}[ /-]\d[\d -]{3,14}\d\b/g, // a national number with its trunk zero
  /\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/g,
].map(unescaped);

/** Text without secrets, e-mail addresses and phone numbers. A line of JSON stays JSON. */
export function scrub(text: string): string {
  let scrubbed = text;
  for (const named of NAMED_VALUES) scrubbed = scrubbed.replace(named, `$1${CENSOR}`);
  for (const secret of SECRET_TEXTS) scrubbed = scrubbed.replace(secret, CENSOR);
  if (/@|%40|u0040/.test(scrubbed)) scrubbed = scrubbed.replace(EMAIL, "[e-mail]");
  for (const phone of PHONES) scrubbed = scrubbed.replace(phone, "[phone]");
  return scrubbed;
}

// Log lines have the same few names: each is looked at once. Names that a client makes up do not grow it without end.
const judged = new Map<string, boolean>();
const MOST_JUDGED = 2_000;

/** Whether logs censor what stands under a name. */
export function isSensitive(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const plain = name.toLowerCase().replaceAll(/[-_]/g, "");
  const isOne = SECRET_NAME.test(plain) || PERSONAL_NAME.test(plain);
  if (judged.size < MOST_JUDGED) judged.set(name, isOne);
  return isOne;
}

/**
 * A copy in which every value under a sensitive name is censored, however deep. Flags and nulls stay: they say
 * whether, not what. Instances of classes stay as they are, for pino's serializers.
 */
export function redactByName(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return redactByName(pino.stdSerializers.err(value), depth);
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return "[deep]";
  if (Array.isArray(value)) return value.map((item) => redactByName(item, depth + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [
      name,
      isSensitive(name) && item !== null && item !== undefined && typeof item !== "boolean"
        ? CENSOR
        : redactByName(item, depth + 1),
    ]),
  );
}

// pino's error serializer gives objects of a prototype of its own.
const SERIALIZED_ERROR: unknown = Object.getPrototypeOf(pino.stdSerializers.err(new Error("any")));

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || prototype === SERIALIZED_ERROR;
}
