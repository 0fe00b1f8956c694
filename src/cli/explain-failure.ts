// Why a source did not answer a probe, in words for the administrator, and what to do about it.
import { ConfigError, UpstreamError } from "../errors.ts";
import type { UpstreamErrorDetails } from "../errors.ts";

/** One line. Rethrows what is no trouble of the source or of the configuration: a bug. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.mistakes.join("; ");
  if (!(error instanceof UpstreamError)) throw error;
  const { status, detail = "" } = error.details;
  const said = detail === "" ? "" : `: ${oneLine(detail)}`;
  switch (error.failure) {
    case "rejected":
      return rejected(error.details, said);
    case "rate_limited":
      return "is out of quota or too busy (429): try again later, or lower what else uses this account";
    case "timeout":
      return "did not answer in time: is baseUrl right, and does a firewall let this machine reach it?";
    case "malformed":
      return `answered something else than its API would${said}; is baseUrl the API's address, not the website's?`;
    case "unavailable":
      return status === undefined ? unreachable(detail) : `is failing (status ${status})${said}; try again later`;
  }
}

function rejected({ status }: UpstreamErrorDetails, said: string): string {
  if (status === 401) return "the credentials are refused (401): renew them at the vendor, or correct the reference";
  if (status === 403) return `the credentials are known, but may not read this (403): give them read access${said}`;
  if (status === 404) return `there is no such API there (404): is baseUrl right?${said}`;
  return `refused the call (status ${status ?? "unknown"})${said}`;
}

// undici and the system name what happened in a code.
const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/ENOTFOUND/, "there is no such host name: is baseUrl spelt right?"],
  [/EAI_AGAIN/, "the host name can't be looked up now: does this machine have DNS?"],
  [/ECONNREFUSED/, "nothing listens there: is baseUrl's port right, and is the server up?"],
  [/ECONNRESET|UND_ERR_SOCKET|EPIPE/, "the connection was cut: is something between here and there closing it?"],
  [/ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT/, "no connection in time: does a firewall let this machine reach it?"],
  [/ENETUNREACH|EHOSTUNREACH/, "there is no way to it from this network"],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/,
    "its certificate can't be trusted: is baseUrl's name the certificate's?",
  ],
];

function unreachable(detail: string): string {
  const words = WORDS.find(([code]) => code.test(detail))?.[1];
  return words ?? `can't be reached${detail === "" ? "" : `: ${oneLine(detail)}`}`;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}
