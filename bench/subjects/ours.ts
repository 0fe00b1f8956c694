// The gateway as a deployment runs it: `tributary serve` on a file, with authorization, all limits, and logs at "info".
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sandboxDocument } from "../../src/cli/sandbox-config.ts";
import type { SandboxSource } from "../../src/cli/sandbox-config.ts";
import { connectors } from "../../src/connectors/index.ts";
import { byEntityType } from "../../src/mapping/entity-types.ts";
import type { ServerCommand } from "../processes.ts";
import type { SourceName } from "../recording.ts";

export interface OursOptions {
  readonly sources: Readonly<Record<SourceName, SandboxSource>>;
  /** Of entities, links and responses, or none. */
  readonly hasCaches: boolean;
  readonly defaultCountry: string;
  readonly port: number;
  readonly folder: string;
}

/** The sandbox's and the replay's vendors have no limits worth the name: what is measured is the gateway. */
const RATE_SCALE = 1_000_000;
const DAY = 86_400;
const TRIBUTARY = join(import.meta.dirname, "../../src/cli/tributary.ts");

/** The command that starts it, and the secret that its ids are made with. */
export async function oursCommand(options: OursOptions): Promise<{ command: ServerCommand; idSecret: string }> {
  const { sources, hasCaches, defaultCountry, port, folder } = options;
  const { document, env } = sandboxDocument({ sources, rateScale: RATE_SCALE }, connectors);
  const written = document["sources"] as readonly object[];
  const config = {
    ...document,
    server: { host: "127.0.0.1", port, drainDelayMs: 0 },
    // Of what it asks the vendors nothing is known from elsewhere: and no database is in its process.
    identity: { enabled: false },
    cache: { entities: hasCaches, links: hasCaches, responses: hasCaches, linkSeconds: DAY, noLinkSeconds: DAY },
    // As anyone with numbers like the sandbox's would: else a number without a country code is an error of its field.
    // Nothing ends during a run: what is kept is what is measured, and not what it costs to read again.
    sources: written.map((source) => ({
      ...source,
      defaultCountry,
      lifetimes: byEntityType(() => ({ freshSeconds: DAY })),
    })),
  };
  const file = join(folder, `tributary-${port}.yaml`);
  await writeFile(file, JSON.stringify(config, null, 2)); // JSON is YAML
  const [, variable = ""] = String(document["idSecret"]).split(":");
  return {
    command: { name: "ours", args: [TRIBUTARY, "serve", "--config", file], env, port },
    idSecret: env[variable] ?? "",
  };
}
