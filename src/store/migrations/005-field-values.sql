-- Fields of ours by name, as filters compare them: text in lower case, lists, numbers, amounts; null for a bad value, and
-- no entry where there is none. Filled when the records' layout is seen to be an older one.
alter table projected_records add column field_values jsonb not null default '{}';
