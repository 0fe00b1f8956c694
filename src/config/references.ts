// Secrets are never in the file: the file says where they are.
import { isAbsolute } from "node:path";
import { z } from "zod";
import type { Mistake, Path } from "./mistakes.ts";

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
// A name as AWS allows it, or an ARN; behind # a key of the JSON that the secret holds.
const AWS_SECRET = /^(?:arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:)?[\w/+=.@-]{1,512}(?:#.+)?$/;
const AZURE_SECRET = /^https:\/\/[\w.-]+(?::\d+)?\/secrets\/[A-Za-z\d-]{1,127}(?:\/[A-Za-z\d]+)?$/;

export type Reference =
  `env:${string}` | `file:${string}` | `aws-secrets-manager:${string}` | `azure-key-vault:${string}`;

type Check = (place: string) => string | null;

/** By the prefix of a reference, what is wrong with the rest of it. */
const CHECKS: Readonly<Record<string, Check>> = {
  env: (place) => (VARIABLE.test(place) ? null : "should be env: and a variable's name: letters, digits and _"),
  file: (place) => (isAbsolute(place) ? null : "should be file: and an absolute path, such as file:/run/secrets/token"),
  "aws-secrets-manager": (place) =>
    AWS_SECRET.test(place)
      ? null
      : "should be aws-secrets-manager: and a secret's name or ARN, with #key behind it where the secret is JSON, such as " +
        "aws-secrets-manager:prod/crm#accessToken",
  "azure-key-vault": (place) =>
    AZURE_SECRET.test(place)
      ? null
      : "should be azure-key-vault: and a secret's address, such as " +
        "azure-key-vault:https://your-vault.vault.azure.net/secrets/crm-token, with a /version behind it or none",
};

// Never shows the input: whoever wrote a secret here must not find it in a log as well.
function problemOf(value: unknown): string | null {
  if (value === undefined) return "is missing: it should be a reference, env:NAME or file:/path";
  if (typeof value === "string") {
    const [, kind = "", place = ""] = /^([\w-]+):(.*)$/s.exec(value) ?? [];
    const check = Object.hasOwn(CHECKS, kind) ? CHECKS[kind] : undefined;
    if (check !== undefined) return check(place);
  }
  return (
    "should be a reference, env:NAME or file:/path, instead got a value written in the file; move it to the " +
    "environment or to a file of its own, and replace it at its issuer if anyone else could read this file"
  );
}

/** Where a secret is: in a variable, a file or a vault. */
export const reference = z.custom<Reference>((value) => problemOf(value) === null, {
  error: (issue) => problemOf(issue.input) ?? "",
});

/** One reference or a list of several, in their order. Given as a list. */
export const referenceOrMore = z
  .custom<Reference | readonly [Reference, ...Reference[]]>()
  .superRefine((written: unknown, context) => {
    if (!Array.isArray(written)) {
      report(context, [], problemOf(written));
      return;
    }
    if (written.length === 0)
      report(context, [], "should be a reference or a list of several, instead got an empty list");
    for (const [place, one] of written.entries()) report(context, [place], problemOf(one));
  })
  .transform((written): readonly [Reference, ...Reference[]] => (typeof written === "string" ? [written] : written));

function report(context: z.core.$RefinementCtx, path: (string | number)[], message: string | null): void {
  if (message !== null) context.addIssue({ code: "custom", path, message });
}

export interface SecretPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws when the file can't be read. */
  readonly readFile: (path: string) => string;
}

/**
 * References anywhere in the document to a variable that is not set or a file that can't be read. Vaults are not asked:
 * that takes a network, and a file is checked without one.
 */
export function danglingReferences(value: unknown, places: SecretPlaces, path: Path = []): Mistake[] {
  if (typeof value === "string") {
    const message = problemOf(value) === null ? dangling(value, places) : null;
    return message === null ? [] : [{ path, at: "value", message }];
  }
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...entries].flatMap(([key, child]) => danglingReferences(child, places, [...path, key]));
}

function dangling(referenceText: string, { env, readFile }: SecretPlaces): string | null {
  if (referenceText.startsWith("env:")) {
    const name = referenceText.slice(4);
    return env[name] ? null : `names a variable that is not set: set ${name} where tributary is started`;
  }
  if (!referenceText.startsWith("file:")) return null;
  try {
    return readFile(referenceText.slice(5)).trim() === "" ? `names an empty file: write the secret into it` : null;
  } catch (error) {
    return `names a file that can't be read: ${readProblem(error)}`;
  }
}

/** Why a file could not be read, in words. */
export function readProblem(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EACCES") return "this user may not read it";
  if (code === "EISDIR") return "it is a folder";
  return error instanceof Error ? error.message : String(error);
}
