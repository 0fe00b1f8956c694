// https://learn.microsoft.com/power-apps/developer/data-platform/use-change-tracking-synchronize-data-external-systems
import { versionAt } from "../define-table.ts";
import { badQuery, DataverseError } from "../errors.ts";
import type { Table } from "../table.ts";
import type { Environment, Matches } from "./list.ts";

const keptMs = 7 * 86_400_000;

/** `$deltatoken=...` for what changes after an instant, ready to stand in a URL: a row version, and when it was given. */
export function deltaLinkOf(instant: number): string {
  const at = new Date(instant);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${at.getUTCFullYear()}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  const token = `${versionAt(instant)}!${day} ${time}`;
  return `$deltatoken=${encodeURIComponent(token)
    .replaceAll("!", "%21")
    .replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())}`;
}

/** The records that changed after the token was given. Throws DataverseError for one that is none, or too old. */
export function changesSince({ now }: Environment, table: Table, token: string): Matches {
  const [, version, month, day, year, time] = /^(\d{1,15})!(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d)$/.exec(token) ?? [];
  if (version === undefined) throw badQuery("The delta token is not valid.");
  if (now - Date.parse(`${year}-${month}-${day}T${time}Z`) > keptMs) {
    throw new DataverseError(
      400,
      "0x80044352",
      "Version stamp associated with the client has expired. Please perform a full sync.",
    );
  }
  function* changed(from: number): Iterable<number> {
    for (let serial = from; serial < table.capacity; serial += 1) {
      const record = table.at(serial);
      if (record !== null && record.version > Number(version)) yield serial;
    }
  }
  return {
    table,
    page: (after, limit) => [...changed(after === null ? 0 : after + 1)].slice(0, limit),
    count: (limit) => Math.min(limit, [...changed(0)].length),
  };
}
