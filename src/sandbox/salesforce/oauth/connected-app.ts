import { privateKey } from "./signing-key.ts";

/** What a client of the sandbox's org presents. Nothing of it is secret: it opens the sandbox only. */
export const credentials = {
  clientId: "3MVG9SandboxConnectedAppOfTributary.consumerKey",
  clientSecret: "5A0DB8C1SANDBOX0CONSUMER0SECRET0OF0TRIBUTARY",
  username: "integration@tributary-sandbox.example",
  privateKey,
  refreshToken: "5Aep861SandboxRefreshTokenOfTributary",
} as const;

/** What the connected app was granted. */
export const scope = "api refresh_token";
