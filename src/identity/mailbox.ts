// E-mail addresses as mailboxes: what a provider ignores does not tell two apart.

export interface MailboxSettings {
  /** Domains whose provider delivers `ann+shop@` to `ann@`. */
  readonly ignoreTagsAt: readonly string[];
  /** Domains whose provider delivers `a.nn@` to `ann@`. */
  readonly ignoreDotsAt: readonly string[];
  /** The parts before the @ of mailboxes that several people read. */
  readonly sharedMailboxes: readonly string[];
}

export interface Mailbox {
  readonly local: string;
  readonly domain: string;
}

/** Null for what is no address. */
export function mailboxOf(email: string, { ignoreTagsAt, ignoreDotsAt }: MailboxSettings): Mailbox | null {
  const [, name = "", host = ""] = /^(.+)@([^@]+)$/.exec(email.trim().toLowerCase()) ?? [];
  if (name === "") return null;
  const untagged = ignoreTagsAt.includes(host) ? name.replace(/(?<=.)\+.*$/, "") : name;
  return { local: ignoreDotsAt.includes(host) ? untagged.replaceAll(".", "") : untagged, domain: host };
}

/** Does the name of a mailbox say that it is a team's? */
export function isTeamMailbox({ local }: Mailbox, { sharedMailboxes }: MailboxSettings): boolean {
  return sharedMailboxes.includes(local.replace(/\+.*$/, ""));
}
