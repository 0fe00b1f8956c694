import { ids } from "./ids.ts";

/** Whose account it is: no payer's serial is that high. */
export const merchant = {
  id: ids.account.idOf(2 ** 30 - 1),
  email: "merchant@tributary.example",
  businessName: "Tributary Sandbox",
  countryCode: "US",
  primaryCurrency: "USD",
} as const;

/** Nothing of these is secret: they open the sandbox only. */
export const credentials = {
  clientId: "AdTributarySandboxClientIdIsNoSecret",
  clientSecret: "EKtributarySandboxClientSecretIsNoSecret",
} as const;
