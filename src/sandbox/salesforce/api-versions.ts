// Three releases a year; versions 21 to 30 were retired in Summer '25.
const oldest = 31;
const newest = 68;
const seasons = ["Winter", "Spring", "Summer"] as const;

export interface ApiVersion {
  readonly label: string;
  readonly url: string;
  readonly version: string;
}

/** Every version that the org answers, the oldest first: the body of GET /services/data. */
export const apiVersions: readonly ApiVersion[] = Array.from({ length: newest - oldest + 1 }, (_, index) => {
  const release = oldest + index;
  const year = 11 + Math.floor((release - 20) / seasons.length);
  const version = `${release}.0`;
  return { label: `${seasons[(release - 20) % seasons.length]} '${year}`, url: `/services/data/v${version}`, version };
});

const known = new Set(apiVersions.map(({ version }) => `v${version}`));

/** Whether `v60.0` is a version that the org answers. */
export function isApiVersion(segment: string): boolean {
  return known.has(segment);
}
