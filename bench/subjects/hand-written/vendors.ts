// The way to each vendor, straight on undici: no retry, no deadline, no credentials to refresh.
import { Pool } from "undici";
import type { SourceName } from "../../recording.ts";
import { readSettings } from "../settings.ts";

export const settings = readSettings();

export type Get = (target: string) => Promise<unknown>;

interface Vendor {
  readonly get: Get;
  readonly post: (target: string, body: string) => Promise<unknown>;
}

function open(source: SourceName): Vendor {
  const pool = new Pool(settings.urls[source], { connections: 64 });
  const headers = { accept: "application/json", ...settings.headers[source] };
  const withBody = { ...headers, "content-type": "application/json" };
  return {
    async get(path) {
      const { statusCode, body } = await pool.request({ method: "GET", path, headers });
      if (statusCode >= 300) throw new Error(`${source} answered ${statusCode}`);
      return body.json();
    },
    async post(path, text) {
      const { statusCode, body } = await pool.request({ method: "POST", path, headers: withBody, body: text });
      if (statusCode >= 300) throw new Error(`${source} answered ${statusCode}`);
      return body.json();
    },
  };
}

export const hubspot = open("hubspot");
export const zendesk = open("zendesk");
export const stripe = open("stripe");

/** What HubSpot's lists and batches are wrapped in. */
export interface Results<T> {
  readonly results: readonly T[];
}
