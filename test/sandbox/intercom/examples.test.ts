// Intercom's document holds examples, some of which its own schemas forbid. The list in test/contracts/README.md is this one.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openContract } from "../../support/contract.ts";
import { isObject } from "../../support/openapi-schema.ts";
import type { JsonObject } from "../../support/openapi-schema.ts";

const file = new URL("../../contracts/intercom/2.14.openapi.trimmed.json", import.meta.url);
const contract = openContract(file);

const deviations = [
  "reply of GET /conversations/{conversation_id}: conversation found", // ids of parts as numbers
  "request of POST /contacts/{contact_id}/companies: bad_request", // meant to be wrong: no id
  "request of POST /conversations: contact_not_found", // an id of 16 characters
  "request of POST /conversations/{conversation_id}/parts: assign_a_conversation", // admin_id as a number, here and below
  "request of POST /conversations/{conversation_id}/parts: close_a_conversation",
  "request of POST /conversations/{conversation_id}/parts: not_found",
  "request of POST /conversations/{conversation_id}/parts: open_a_conversation",
  "request of POST /conversations/{conversation_id}/parts: snooze_a_conversation",
  "request of POST /conversations/{conversation_id}/reply: admin_note_reply",
  "request of POST /conversations/{conversation_id}/reply: admin_quick_reply_reply",
  "request of POST /conversations/{conversation_id}/reply: contact_quick_reply_reply", // a contact's message_type quick_reply
  "request of POST /tickets/{ticket_id}/reply: admin_note_cross_post_reply",
  "request of POST /tickets/{ticket_id}/reply: admin_note_reply",
  "request of POST /tickets/{ticket_id}/reply: admin_quick_reply_reply",
  "request of POST /tickets: successful_response", // ticket_type_id as a number
  "request of PUT /conversations/{conversation_id}: update_a_conversation_with_an_association_to_a_custom_object_instance",
  "reply of PUT /conversations/{conversation_id}: update a conversation with an association to a custom object instance",
  "request of PUT /tickets/{ticket_id}: admin_not_found", // ticket_state_id and assignee_id as numbers
  "request of PUT /tickets/{ticket_id}: assignee_not_found",
  "request of PUT /tickets/{ticket_id}: successful_response",
  "request of PUT /tickets/{ticket_id}: ticket_state_id_is_not_valid_or_is_not_associated_with_the_ticket_type",
];

/** The named examples of a media type of a request or reply. */
function examplesIn(node: unknown): readonly (readonly [name: string, value: unknown])[] {
  const examples = inside(inside(inside(node, "content"), "application/json"), "examples");
  return Object.entries(examples).map(([name, example]) => [name, isObject(example) ? example["value"] : undefined]);
}

function inside(node: unknown, key: string): JsonObject {
  const value = isObject(node) ? node[key] : undefined;
  return isObject(value) ? value : {};
}

function violations(): readonly string[] {
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(inside(document, "paths")).flatMap(([template, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([verb, operation]) => {
      const [method, path] = [verb.toUpperCase(), template.replaceAll(/\{[^}]+\}/g, "1")];
      const requests = examplesIn(inside(operation, "requestBody")).map(([name, body]) => ({
        name: `request of ${method} ${template}: ${name}`,
        findings: contract.checkRequest({ method, path, body }),
      }));
      const replies = Object.entries(inside(operation, "responses")).flatMap(([status, response]) =>
        examplesIn(response).map(([name, body]) => ({
          name: `reply of ${method} ${template}: ${name}`,
          findings: contract.checkResponse({ method, path, status: Number(status), body }),
        })),
      );
      return [...requests, ...replies].filter(({ findings }) => findings.length > 0).map(({ name }) => name);
    }),
  );
}

describe("the examples in Intercom's document", () => {
  it("follow its schemas, but for those that are noted", () => {
    expect(violations().toSorted()).toEqual(deviations.toSorted());
  });
});
