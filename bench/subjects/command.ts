// The commands that start the subjects beside ours.
import { join } from "node:path";
import type { SandboxSource } from "../../src/cli/sandbox-config.ts";
import type { ServerCommand } from "../processes.ts";
import { SOURCE_NAMES, type SourceName } from "../recording.ts";
import type { SubjectSettings } from "./settings.ts";

export interface BaselineOptions {
  readonly sources: Readonly<Record<SourceName, SandboxSource>>;
  readonly idSecret: string;
  readonly defaultCountry: "DE" | "US";
  readonly port: number;
}

/** (a), by hand, and (b), Apollo Server as documented: the same calls as ours, from the same settings. */
export function baselineCommand(
  name: "hand-written" | "apollo",
  { sources, idSecret, defaultCountry, port }: BaselineOptions,
): ServerCommand {
  const settings: SubjectSettings = {
    port,
    urls: Object.fromEntries(SOURCE_NAMES.map((source) => [source, sources[source].url])) as SubjectSettings["urls"],
    headers: {
      hubspot: { authorization: `Bearer ${sources.hubspot.credentials["accessToken"]}` },
      zendesk: { authorization: basic(`${sources.zendesk.credentials["email"]}/token`, sources.zendesk.credentials) },
      stripe: {
        authorization: `Bearer ${sources.stripe.credentials["secretKey"]}`,
        "stripe-version": "2023-08-16",
      },
    },
    idSecret,
    defaultCountry,
  };
  return {
    name,
    args: [join(import.meta.dirname, name, "server.ts")],
    env: { BENCH_SETTINGS: JSON.stringify(settings) },
    port,
  };
}

/** (c), a file as the answer to everything. */
export function staticCommand(file: string, port: number): ServerCommand {
  return { name: "static", args: [join(import.meta.dirname, "static.ts"), file, String(port)], env: {}, port };
}

function basic(user: string, { apiToken = "" }: Readonly<Record<string, string>>): string {
  return `Basic ${Buffer.from(`${user}:${apiToken}`).toString("base64")}`;
}
