import type { World } from "../world.ts";
import { createCompanyObject } from "./companies.ts";
import { createContacts } from "./contacts.ts";
import type { CrmObject, ObjectName } from "./crm-object.ts";
import { createDealObject } from "./deals.ts";
import type { EngagementRows } from "./engagement-rows.ts";
import { createEngagements } from "./engagements.ts";
import { invalid } from "./errors.ts";

export interface Catalog {
  readonly objects: Readonly<Record<ObjectName, CrmObject>>;
  /** By plural, singular or type id, as HubSpot takes them. Throws HubspotError 400 for another name. */
  find(name: string): CrmObject;
}

/** The object types of the account. */
export function createCatalog(world: World, engagementRows: EngagementRows): Catalog {
  const objects = {
    contacts: createContacts(world),
    companies: createCompanyObject(world),
    deals: createDealObject(world),
    ...createEngagements(engagementRows),
  };
  const byName = new Map(
    Object.values(objects).flatMap((object) =>
      [object.name, object.singular, object.typeId].map((name) => [name, object] as const),
    ),
  );
  return {
    objects,
    find(name) {
      const found = byName.get(name.toLowerCase());
      if (found === undefined) throw invalid(`Unable to infer object type from: ${name}`);
      return found;
    },
  };
}
