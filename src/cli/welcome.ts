// What `start` and `serve` say once the gateway answers.
import type { Config } from "../config/config.ts";
import { grantableRoles } from "../config/roles.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { MAY_SEE } from "./sandbox-token.ts";

/** For a gateway on a configuration file. */
export function welcome(url: string, { sources }: Config): string {
  const from = sources.map(({ name, connector }) => (name === connector ? name : `${name} (${connector})`)).join(", ");
  return `${["Tributary is ready.", "", ...addresses(url), `  Sources   ${from}`].join("\n")}\n`;
}

/** For a gateway on the sandbox: also how to get in. */
export function sandboxWelcome(url: string, sandbox: Sandbox): string {
  const people = sandbox.world.customers.toLocaleString("en");
  const commands = grantableRoles.map((role) => [`npm run -s token -- --roles ${role}`, MAY_SEE[role]] as const);
  const width = Math.max(...commands.map(([command]) => command.length));
  return `${[
    `Tributary is ready on its sandbox: ${people} people, seed ${sandbox.world.seed}, everything made up.`,
    "",
    ...addresses(url),
    ...sourceLines(sandbox),
    `  Faults    ${sandbox.adminUrl}`,
    "",
    "A token for each role, good for an hour:",
    ...commands.map(([command, sees]) => `  ${command.padEnd(width)}  # ${sees}`),
    "",
    "Ctrl-C stops all of it.",
  ].join("\n")}\n`;
}

function sourceLines({ sources }: Sandbox): readonly string[] {
  const width = Math.max(...Object.keys(sources).map((name) => name.length));
  return Object.values(sources).map(
    ({ name, url }, index) => `  ${index === 0 ? "Sources" : "       "}   ${name.padEnd(width)}  ${url}`,
  );
}

function addresses(url: string): readonly string[] {
  const base = reachable(url);
  return [`  GraphiQL  ${base}/graphiql`, `  GraphQL   ${base}/graphql`, `  Health    ${base}/health/ready`];
}

// "Every address" is none that a browser can open.
function reachable(url: string): string {
  return url.replace(/\/$/, "").replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:|$)/, "//localhost");
}
