// The fields that every account has: https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/
import { customStatusIds, fieldOptionIds, ticketFieldIds } from "./ids.ts";
import { productAreaFieldId, productAreas } from "./product-area.ts";
import { priorities, statuses, ticketTypes } from "./ticket.ts";
import { apiTime } from "./wire.ts";

const createdAt = apiTime(Date.UTC(2015, 0, 12, 9));

const systemFields = [
  { type: "subject", title: "Subject", isRequired: true },
  { type: "description", title: "Description", isRequired: true },
  { type: "status", title: "Status", isRequired: false },
  { type: "tickettype", title: "Type", isRequired: false },
  { type: "priority", title: "Priority", isRequired: false },
  { type: "group", title: "Group", isRequired: true },
  { type: "assignee", title: "Assignee", isRequired: true },
];

export function ticketFields(origin: string): readonly (Record<string, unknown> & { readonly id: number })[] {
  const own = { type: "tagger", title: "Product area", isRequired: false };
  return [...systemFields, own].map(({ type, title, isRequired }, index) => {
    const id = type === "tagger" ? productAreaFieldId : ticketFieldIds.idOf(index);
    return {
      url: `${origin}/api/v2/ticket_fields/${id}.json`,
      id,
      type,
      title,
      raw_title: title,
      description: title,
      raw_description: title,
      position: index,
      active: true,
      required: isRequired,
      collapsed_for_agents: false,
      regexp_for_validation: null,
      title_in_portal: title,
      raw_title_in_portal: title,
      visible_in_portal: type === "subject" || type === "description",
      editable_in_portal: type === "subject" || type === "description",
      required_in_portal: type === "subject" || type === "description",
      tag: null,
      created_at: createdAt,
      updated_at: createdAt,
      removable: type === "tagger",
      agent_description: "",
      ...optionsOf(type),
    };
  });
}

function optionsOf(type: string): Record<string, unknown> {
  switch (type) {
    case "status":
      return {
        system_field_options: options(statuses.filter((status) => status !== "closed")),
        sub_type_id: 0,
        custom_statuses: statuses.filter((status) => status !== "closed").map(customStatus),
      };
    case "tickettype":
      return { system_field_options: options(ticketTypes) };
    case "priority":
      return { system_field_options: options(priorities), sub_type_id: 0 };
    case "tagger":
      return {
        custom_field_options: productAreas.map((value, index) => {
          const name = nameOf(value.replace("area_", ""));
          return { id: fieldOptionIds.idOf(100 + index), name, raw_name: name, position: index, value, default: false };
        }),
      };
    default:
      return {};
  }
}

function options(values: readonly string[]): readonly { readonly name: string; readonly value: string }[] {
  return values.map((value) => ({ name: nameOf(value), value }));
}

function customStatus(status: string, index: number): Record<string, unknown> {
  const name = nameOf(status);
  return {
    id: customStatusIds.idOf(index),
    status_category: status,
    agent_label: name,
    end_user_label: name,
    description: name,
    end_user_description: name,
    active: true,
    default: true,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

function nameOf(value: string): string {
  return value === "hold" ? "On-hold" : value.charAt(0).toUpperCase() + value.slice(1);
}
