/** What a value of plain data costs in memory, near enough to bound a cache by: strings at two bytes a character. */
export function approximateBytes(value: unknown): number {
  switch (typeof value) {
    case "string":
      return 24 + 2 * value.length;
    case "object": {
      if (value === null) return 8;
      if (value instanceof Error) return 500;
      let bytes = 32;
      for (const item of Array.isArray(value) ? (value as unknown[]) : Object.values(value))
        bytes += 8 + approximateBytes(item);
      return bytes;
    }
    default:
      return 8;
  }
}
