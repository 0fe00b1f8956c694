// How far each source was walked through: see migrations/006.
import type { Sql } from "../store/store.ts";

export interface Crawl {
  /** Where to go on; null at the beginning of a walk. */
  readonly next: string | null;
  readonly walk: number;
  /** Is the whole source being gone through? Else only what changed is read. */
  readonly isWalking: boolean;
  /** Milliseconds since the last walk's end; null before the first. */
  readonly walkedAgoMs: number | null;
  /** Milliseconds since the end was last reached; null where there is more. */
  readonly restedMs: number | null;
  /** Names the settings that the walk was made by. */
  readonly layout: string;
}

/** The source's crawl; its first walk begins now where there was none. */
export async function crawlOf(sql: Sql, source: string, layout: string): Promise<Crawl> {
  await sql.query("insert into identity_crawls (source, layout) values ($1, $2) on conflict do nothing", [
    source,
    layout,
  ]);
  const [row] = await sql.query(
    `select next, walk, walking_since is not null as is_walking, layout,
       extract(epoch from now() - walked_at) * 1000 as walked_ago, extract(epoch from now() - ended_at) * 1000 as rested
     from identity_crawls where source = $1`,
    [source],
  );
  if (row === undefined) throw new Error(`The crawl of ${source} is gone as soon as it was made`);
  return {
    next: row["next"] === null ? null : String(row["next"]),
    walk: Number(row["walk"]),
    isWalking: row["is_walking"] === true,
    walkedAgoMs: row["walked_ago"] === null ? null : Number(row["walked_ago"]),
    restedMs: row["rested"] === null ? null : Number(row["rested"]),
    layout: String(row["layout"]),
  };
}

/** Begins to go through the whole source. */
export async function beginWalk(sql: Sql, source: string, layout: string): Promise<void> {
  await sql.query(
    `update identity_crawls set next = null, walk = walk + 1, walking_since = now(), ended_at = null, layout = $2
     where source = $1`,
    [source, layout],
  );
}

export interface CrawlStep {
  /** Where the page was read. */
  readonly after: string | null;
  readonly next: string;
  readonly isAtEnd: boolean;
}

/** False where somebody else went on meanwhile: then the page is not to be taken. */
export async function moveCrawl(sql: Sql, source: string, walk: number, step: CrawlStep): Promise<boolean> {
  const rows = await sql.query(
    `update identity_crawls
     set next = $3, ended_at = case when $4 then now() end,
       walked_at = case when $4 and walking_since is not null then now() else walked_at end,
       walking_since = case when $4 then null else walking_since end
     where source = $1 and walk = $2 and next is not distinct from $5::text
     returning source`,
    [source, walk, step.next, step.isAtEnd, step.after],
  );
  return rows.length > 0;
}

/** The sources whose first walk is over. */
export async function walkedSources(sql: Sql): Promise<string[]> {
  const rows = await sql.query("select source from identity_crawls where walked_at is not null");
  return rows.map(({ source }) => String(source));
}
