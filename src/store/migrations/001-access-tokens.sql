-- Access and refresh tokens, sealed: what is in here opens with a secret that is not.
create table access_tokens (
  key text primary key,
  token text not null,
  expires_at timestamptz not null
);
