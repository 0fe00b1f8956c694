// `expand[]=data.latest_charge.customer`: https://docs.stripe.com/api/expanding_objects
// A path is checked against the graph of types below before any record is touched, so that a wrong one is refused on an
// empty page too.
import { StripeFault } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import type { Edge, NodeType } from "./expandable.ts";
import { expandableOf } from "./expandable.ts";
import type { View } from "./resource.ts";

const maxLevels = 4;

/** Throws a 400 StripeFault for a path that cannot be expanded in a reply of this type. */
export function checkExpand(paths: readonly string[], type: NodeType, view: View): void {
  for (const path of paths) {
    const segments = path.split(".");
    if (segments.length > maxLevels) {
      throw new StripeFault(400, { message: `You cannot expand more than ${maxLevels} levels of a property.` });
    }
    if (!isExpandable(segments, type, view)) {
      const advice =
        type.isList && isExpandable(["data", ...segments], type, view)
          ? ` You may want to try expanding 'data.${path}' instead.`
          : "";
      throw new StripeFault(400, { message: `This property cannot be expanded (${path}).${advice}` });
    }
  }
}

/** Replaces ids by records, in place, along paths that `checkExpand` has passed. */
export function expand(reply: JsonObject, paths: readonly string[], type: NodeType, view: View): void {
  for (const path of paths) expandPath(reply, path.split("."), type, view);
}

function isExpandable(segments: readonly string[], type: NodeType, view: View): boolean {
  if (segments.length === 0) return true;
  if (type.isList) return segments[0] === "data" && isExpandable(segments.slice(1), { ...type, isList: false }, view);
  const step = stepOf(segments, type, view);
  if (step === null) return false;
  return step.rest.length === 0 || (step.edge.to !== null && isExpandable(step.rest, step.edge.to, view));
}

function expandPath(node: JsonObject, segments: readonly string[], type: NodeType, view: View): void {
  if (type.isList) {
    const records = Array.isArray(node["data"]) ? node["data"] : [];
    for (const record of records) {
      if (isObject(record)) expandPath(record, segments.slice(1), { ...type, isList: false }, view);
    }
    return;
  }
  const step = stepOf(segments, type, view);
  if (step === null) return;
  const { edge, names, rest } = step;
  const owner = names.slice(0, -1).reduce<Json>((value, name) => (isObject(value) ? value[name] : null), node);
  const last = names.at(-1);
  if (!isObject(owner) || last === undefined || edge.to === null) return;
  owner[last] = edge.load(owner[last], node, view);
  const target = owner[last];
  if (isObject(target) && rest.length > 0) expandPath(target, rest, edge.to, view);
}

interface Step {
  readonly edge: Edge;
  readonly names: readonly string[];
  readonly rest: readonly string[];
}

// Names of an edge can have dots, for ids inside plain objects: `parent.subscription_details.subscription`.
function stepOf(segments: readonly string[], type: NodeType, view: View): Step | null {
  const edges = expandableOf(type.object, view);
  for (let length = segments.length; length > 0; length -= 1) {
    const name = segments.slice(0, length).join(".");
    const edge = Object.hasOwn(edges, name) ? edges[name] : undefined;
    if (edge !== undefined) return { edge, names: segments.slice(0, length), rest: segments.slice(length) };
  }
  return null;
}
