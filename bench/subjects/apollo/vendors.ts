// A REST client as one is written in a day: global fetch, JSON in and out, an error for a bad status.
import type { SourceName } from "../../recording.ts";
import { readSettings } from "../settings.ts";

export const settings = readSettings();

export async function get<T>(source: SourceName, target: string): Promise<T> {
  return read(await fetch(settings.urls[source] + target, { headers: settings.headers[source] }));
}

export async function post<T>(source: SourceName, target: string, body: string): Promise<T> {
  const headers = { ...settings.headers[source], "content-type": "application/json" };
  return read(await fetch(settings.urls[source] + target, { method: "POST", headers, body }));
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return (await response.json()) as T;
}

/** What HubSpot's lists and batches are wrapped in. */
export interface Results<T> {
  readonly results: readonly T[];
}
