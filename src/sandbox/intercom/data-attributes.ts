// https://developers.intercom.com/docs/references/2.14/rest-api/api.intercom.io/data-attributes/lisdataattributes
import { ownFactsOf } from "../world/loyalty.ts";
import type { Person } from "../world.ts";
import { IntercomError } from "./errors.ts";
import type { Route } from "./router.ts";
import { secondsOf } from "./seconds.ts";

interface Attribute {
  readonly name: string;
  readonly label: string;
  readonly type: "string" | "integer" | "float" | "boolean" | "date";
  readonly isCustom?: boolean;
}

const own: readonly Attribute[] = [
  { name: "loyalty_tier", label: "Loyalty tier", type: "string", isCustom: true },
  { name: "loyalty_points", label: "Loyalty points", type: "integer", isCustom: true },
  { name: "member_since_at", label: "Member since", type: "date", isCustom: true },
  { name: "newsletter", label: "Newsletter", type: "boolean", isCustom: true },
];

const attributes: Readonly<Record<string, readonly Attribute[]>> = {
  contact: [
    { name: "name", label: "Name", type: "string" },
    { name: "id", label: "ID", type: "string" },
    { name: "external_id", label: "External ID", type: "string" },
    { name: "role", label: "Type", type: "string" },
    { name: "email", label: "Email", type: "string" },
    { name: "phone", label: "Phone", type: "string" },
    { name: "owner_id", label: "Owner", type: "integer" },
    { name: "created_at", label: "Created at", type: "date" },
    { name: "updated_at", label: "Updated at", type: "date" },
    { name: "signed_up_at", label: "Signed up", type: "date" },
    { name: "last_seen_at", label: "Last seen", type: "date" },
    { name: "unsubscribed_from_emails", label: "Unsubscribed from Emails", type: "boolean" },
    ...own,
  ],
  company: [
    { name: "company_id", label: "Company ID", type: "string" },
    { name: "name", label: "Company name", type: "string" },
    { name: "website", label: "Company website", type: "string" },
    { name: "industry", label: "Company industry", type: "string" },
    { name: "created_at", label: "Company created at", type: "date" },
    { name: "updated_at", label: "Company updated at", type: "date" },
  ],
  conversation: [],
};

export function addDataAttributeRoutes(route: Route): void {
  route("GET", "/data_attributes", (call) => {
    const asked = call.query["model"];
    const models = asked === undefined ? Object.keys(attributes) : [String(asked)];
    const unknown = models.find((model) => !Object.hasOwn(attributes, model));
    if (unknown !== undefined) throw new IntercomError(400, { code: "parameter_invalid", message: "model is invalid" });
    const data = models.flatMap((model) => (attributes[model] ?? []).map((each) => attributeOf(model, each)));
    return { type: "list", data: data.map((each, index) => ({ id: index + 1, ...each })) };
  });
}

function attributeOf(model: string, { name, label, type, isCustom = false }: Attribute): Record<string, unknown> {
  return {
    type: "data_attribute",
    model,
    name,
    full_name: isCustom ? `custom_attributes.${name}` : name,
    label,
    description: "",
    data_type: type,
    api_writable: isCustom,
    ui_writable: isCustom,
    messenger_writable: false,
    custom: isCustom,
    archived: false,
  };
}

/** What the workspace keeps of a person in attributes of its own; one without a value is not there. */
export function ownAttributesOf(person: Person): Readonly<Record<string, unknown>> {
  const { loyalty, wantsNewsletter } = ownFactsOf(person);
  return {
    ...(loyalty !== null && {
      loyalty_tier: loyalty.tier,
      loyalty_points: loyalty.points,
      member_since_at: secondsOf(loyalty.memberSince),
    }),
    ...(wantsNewsletter !== null && { newsletter: wantsNewsletter }),
  };
}
