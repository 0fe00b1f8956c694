import { exponentOf } from "../../world/money.ts";
import { companiesFromAt } from "../../world/timeline.ts";
import { currencyTypeIds } from "../ids.ts";
import { field } from "./field.ts";
import { conversionRates, corporateCurrency } from "./money.ts";
import { integrationUserId } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { systemFields } from "./system-fields.ts";

interface Rate {
  readonly index: number;
  readonly isoCode: string;
  readonly rate: number;
}

/** The org's currencies: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_currencytype.htm */
export function createCurrencyType({ book, hiddenFields }: OrgContext): SObject {
  const administrator = integrationUserId(book);
  const rates = Object.entries(conversionRates).map(([isoCode, rate], index): Rate => ({ index, isoCode, rate }));
  return defineSObject<Rate>(
    {
      name: "CurrencyType",
      label: "Currency Type",
      labelPlural: "Currency Type",
      ids: currencyTypeIds,
      end: () => rates.length,
      rowAt(serial) {
        const rate = rates[serial];
        if (rate === undefined) throw new RangeError(`there is no currency ${serial}`);
        return rate;
      },
      isInOrderOfCreation: true,
      fields: {
        ...systemFields<Rate>({
          label: "Currency Type",
          idOf: ({ index }) => currencyTypeIds.idOf(index),
          createdAt: () => companiesFromAt,
          updatedAt: () => companiesFromAt,
          createdBy: () => administrator,
          updatedBy: () => administrator,
        }),
        IsoCode: field.picklist("Currency ISO Code", Object.keys(conversionRates), ({ isoCode }) => isoCode, {
          isRequired: true,
        }),
        ConversionRate: field.double("Conversion Rate", ({ rate }) => rate, { isRequired: true }),
        DecimalPlaces: field.int("Decimal Places", ({ isoCode }) => exponentOf(isoCode), { isRequired: true }),
        IsActive: field.flag("Active", () => true),
        IsCorporate: field.flag("Corporate Currency", ({ isoCode }) => isoCode === corporateCurrency, {
          isReadOnly: true,
        }),
      },
    },
    hiddenFields["CurrencyType"] ?? [],
  );
}
