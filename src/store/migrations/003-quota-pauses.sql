-- Until when a vendor wants no calls of an account, by the database's clock: as it told one instance, for all.
create table quota_pauses (
  account text primary key,
  until_ms bigint not null
);

create function pause_quota(p_account text, p_pause_ms bigint, p_now_ms bigint) returns void language sql as $$
  insert into quota_pauses
    values (p_account, coalesce(p_now_ms, floor(extract(epoch from clock_timestamp()) * 1000)::bigint) + p_pause_ms)
    on conflict (account) do update set until_ms = greatest(quota_pauses.until_ms, excluded.until_ms)
$$;

-- As before, and nothing while the account is paused.
drop function take_quota(text, text, bigint, bigint, bigint, int, int, bigint);
create function take_quota(
  p_account text, p_window text, p_window_ms bigint, p_slot_ms bigint, p_ttl_ms bigint, p_ceiling int, p_amount int,
  p_now_ms bigint
) returns table (granted int, slot_ms bigint, retry_in_ms bigint, paused_ms bigint) language plpgsql as $$
declare
  now_ms bigint;
  slot bigint;
  used int;
  oldest bigint;
begin
  -- One at a time for a window: each must see what the one before took. (Read committed: a statement sees what was
  -- committed before it began, and this lock is held until the commit.)
  perform pg_advisory_xact_lock(hashtextextended('quota ' || p_account || ' ' || p_window, 0));
  now_ms := coalesce(p_now_ms, floor(extract(epoch from clock_timestamp()) * 1000)::bigint);
  delete from quota_slots
    where account = p_account and window_name = p_window and ends_at_ms + p_window_ms <= now_ms;
  select coalesce(sum(calls), 0), min(ends_at_ms) filter (where calls > 0) into used, oldest
    from quota_slots where account = p_account and window_name = p_window;
  select greatest(0, coalesce(max(until_ms), 0) - now_ms) into paused_ms from quota_pauses where account = p_account;
  granted := case when paused_ms > 0 then 0 else greatest(0, least(p_amount, p_ceiling - used)) end;
  slot := ((now_ms + p_ttl_ms) / p_slot_ms + 1) * p_slot_ms;
  slot_ms := slot;
  retry_in_ms := case
    when granted > 0 then 0
    when paused_ms > 0 then paused_ms
    else greatest(1, coalesce(oldest, now_ms) + p_window_ms - now_ms)
  end;
  if granted > 0 then
    insert into quota_slots values (p_account, p_window, slot, granted)
      on conflict (account, window_name, ends_at_ms) do update set calls = quota_slots.calls + excluded.calls;
  end if;
  return next;
end
$$;
