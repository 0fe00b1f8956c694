-- Records of vendors that can't be asked for them, as the vendor gave them, and what finds them. Text that is ordered is
-- in the "C" collation: JavaScript and every database then order it alike.
create table projected_records (
  source text not null,
  type text not null,
  id text collate "C" not null,
  record jsonb not null,
  -- What lists are ordered by; null comes last.
  order_key text collate "C",
  -- "field=value", for e-mail addresses, external ids, parents and filters.
  keys text[] not null,
  -- When the vendor last changed it, as an instant in UTC, where the record says so: an older one never replaces a newer.
  version text collate "C",
  -- Names the settings that order_key and keys were made by.
  layout text not null,
  received_at timestamptz not null default now(),
  primary key (source, type, id)
);
create index projected_records_in_order on projected_records (source, type, order_key, id);
-- Without a list of what is still to be indexed: every search would read all of it, and an embedded database, which
-- nothing vacuums, would never shorten it.
create index projected_records_by_key on projected_records using gin (keys) with (fastupdate = off);

-- How far each source's feed was read.
create table feed_checkpoints (
  source text primary key,
  next text not null,
  -- When the end was last reached; null while there is more.
  ended_at timestamptz
);
