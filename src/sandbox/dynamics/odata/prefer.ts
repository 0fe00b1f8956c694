export interface Preferences {
  /** Rows a page, from 1 to 5000; null when not asked for. */
  readonly maxPageSize: number | null;
  readonly isTracking: boolean;
  readonly continuesOnError: boolean;
  /** Whether the caller wants annotations of this name. */
  wants(annotation: string): boolean;
  /** For the `Preference-Applied` header. */
  readonly applied: readonly string[];
}

export const maxPageSize = 5_000;

/** Reads the Prefer header; what it asks in a way that nobody understands is ignored, as RFC 7240 says. */
export function readPrefer(header: string | undefined): Preferences {
  const preferences = new Map(partsOf(header ?? "").map((part) => nameAndValue(part)));
  const size = Number(preferences.get("odata.maxpagesize") ?? preferences.get("maxpagesize"));
  const pageSize = Number.isInteger(size) && size > 0 ? Math.min(size, maxPageSize) : null;
  const annotations = preferences.get("odata.include-annotations") ?? preferences.get("include-annotations");
  const isTracking = preferences.has("odata.track-changes") || preferences.has("track-changes");
  const patterns = (annotations ?? "").split(",").map((pattern) => pattern.trim());
  return {
    maxPageSize: pageSize,
    isTracking,
    continuesOnError: preferences.has("odata.continue-on-error") || preferences.has("continue-on-error"),
    wants: (annotation) =>
      patterns.some((pattern) =>
        pattern.endsWith("*") ? annotation.startsWith(pattern.slice(0, -1)) : annotation === pattern,
      ),
    applied: [
      ...(pageSize === null ? [] : [`odata.maxpagesize=${pageSize}`]),
      ...(annotations === undefined ? [] : [`odata.include-annotations="${annotations}"`]),
      ...(isTracking ? ["odata.track-changes"] : []),
    ],
  };
}

function partsOf(header: string): readonly string[] {
  return header.match(/(?:[^,;"]|"[^"]*")+/g)?.map((part) => part.trim()) ?? [];
}

function nameAndValue(part: string): [string, string] {
  const [name = "", ...value] = part.split("=");
  return [name.trim().toLowerCase(), value.join("=").trim().replaceAll(/^"|"$/g, "")];
}
