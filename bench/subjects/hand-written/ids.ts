// The gateway's ids and cursors, passed through from tables: each is made, and read, once.
import { createIds, createOpaqueCodec } from "../../../src/runtime/opaque.ts";
import type { SourceName } from "../../recording.ts";
import { settings } from "./vendors.ts";

const ids = createIds(createOpaqueCodec(settings.idSecret));

const sealed = new Map<string, string>();

export function idOf(type: string, source: SourceName, id: string): string {
  const key = `${type}/${id}`;
  let known = sealed.get(key);
  if (known === undefined) sealed.set(key, (known = ids.encodeId(type, source, id)));
  return known;
}

export function cursorOf(position: string): string {
  let known = sealed.get(position);
  if (known === undefined) {
    sealed.set(position, (known = ids.encodeCursor(["Contact", [["hubspot", position]]])));
  }
  return known;
}

const cursorsRead = new Map<string, string>();

/** HubSpot's own cursor, of one of the gateway's that ends a page. */
export function positionIn(cursor: string): string {
  let known = cursorsRead.get(cursor);
  if (known === undefined) {
    const [, [[, position]]] = ids.decodeCursor(cursor) as [string, [[string, string]]];
    cursorsRead.set(cursor, (known = position.slice(1)));
  }
  return known;
}

const contactIds = new Map<string, string>();

export function contactIdIn(globalId: string): string {
  let known = contactIds.get(globalId);
  if (known === undefined) contactIds.set(globalId, (known = ids.decodeId(globalId, "id").id));
  return known;
}
