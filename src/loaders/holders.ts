// Sources where entities of one type hang on those of another.
import type { Related } from "../connectors/contract.ts";
import type { EntityType } from "../mapping/entities.ts";
import { relatedOf } from "./load-related.ts";
import type { Source } from "./source.ts";

export interface Holder {
  readonly source: Source;
  readonly parentType: EntityType;
  readonly related: Related;
}

export function holdersAmong(sources: readonly Source[], type: EntityType, parentType: EntityType): readonly Holder[] {
  return sources.flatMap((source): Holder[] => {
    const related = relatedOf(source, type, parentType);
    return related === undefined ? [] : [{ source, parentType, related }];
  });
}
