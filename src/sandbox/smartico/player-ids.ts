// How the operator's own system, which the vendor calls external, names its players.
import { hubspotContactId, hubspotContactSerial } from "../ids.ts";
import type { PersonRecord, PersonRecords } from "../world.ts";

const firstNumber = 500_000;

/** The CRM contact's id where the operator took it for its own, else a number of its own. */
export function userExtId({ serial, externalOf }: PersonRecord): string {
  return externalOf === null ? `p-${firstNumber + serial}` : hubspotContactId(externalOf.serial);
}

/** Serials of the players with this id: one at most, but for players of several brands. */
export function serialsOf(id: string, players: PersonRecords): readonly number[] {
  const own = /^p-(\d{6,12})$/.exec(id)?.[1];
  const contact = own === undefined ? hubspotContactSerial(id) : null;
  const candidates =
    own !== undefined
      ? [Number(own) - firstNumber]
      : contact === null
        ? []
        : players.withExternal({ book: "hubspot", serial: contact });
  return candidates.filter((serial) => {
    return serial >= 0 && serial < players.size && userExtId(players.at(serial)) === id;
  });
}
