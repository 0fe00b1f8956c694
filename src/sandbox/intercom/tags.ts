import { tags } from "../world/ticket-texts.ts";
import { tagIds } from "./ids.ts";

/** The id of a tag of the book. */
export function tagId(name: string): string {
  return tagIds.idOf(tags.findIndex((tag) => tag === name));
}

/** The tags of a conversation, as it lists them. */
export function tagList(names: readonly string[]): Record<string, unknown> {
  return { type: "tag.list", tags: names.map((name) => ({ type: "tag", id: tagId(name), name })) };
}
