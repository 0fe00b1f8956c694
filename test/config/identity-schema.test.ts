import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { ConfigError } from "../../src/errors.ts";

const sources = `auth: { issuer: i, audience: a, keys: [{ algorithm: HS256, secret: env:KEY }] }
sources:
  - { name: crm, connector: hubspot, credentials: { accessToken: env:KEY } }
  - { name: till, connector: stripe, credentials: { secretKey: env:KEY } }
  - { name: firms, connector: hubspot, credentials: { accessToken: env:KEY }, entities: [Company] }
`;

const load = (text: string) =>
  loadConfig({ file: "tributary.yaml", env: { KEY: "k" }, readFile: () => sources + text, connectors });

function mistakesIn(text: string): readonly string[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  throw new Error("no mistake was found");
}

describe("identity.survivorship", () => {
  it("is nothing by default, so that the anchor's values stand", () => {
    expect(load("").identity).toMatchObject({ enabled: true, walkEveryHours: 24, survivorship: {} });
  });

  it("names sources, the preferred one first, for a field or for all", () => {
    const survivorship = { displayName: ["till", "crm"], default: [] };
    expect(load(`identity: { survivorship: { displayName: [till, crm], default: [] } }`).identity).toMatchObject({
      survivorship,
    });
  });

  it.each([
    [
      "a source that is not there",
      "email: [crn]",
      ["tributary.yaml:6:38 identity.survivorship.email[0]: names no source of this file; did you mean crm?"],
    ],
    [
      "a source of nobody's people",
      "default: [crm, firms]",
      [
        "tributary.yaml:6:45 identity.survivorship.default[1]: names firms, which serves nothing that is people's; leave this out",
      ],
    ],
    [
      "a source twice",
      "phone: [till, till]",
      ["tributary.yaml:6:44 identity.survivorship.phone[1]: names till a second time; leave this out"],
    ],
    [
      "a field that is not there",
      "phones: [till]",
      ["tributary.yaml:6:30 identity.survivorship.phones: is not a setting here; did you mean phone?"],
    ],
    [
      "what is no list",
      "phone: till",
      [
        'tributary.yaml:6:37 identity.survivorship.phone: should be a list of sources\' names, the preferred one first, instead got "till"',
      ],
    ],
  ])("refuses %s", (_, text, expected) => {
    expect(mistakesIn(`identity: { survivorship: {  ${text} } }`)).toEqual(expected);
  });
});
