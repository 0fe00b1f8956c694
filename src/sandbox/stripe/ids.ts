// Ids that look like Stripe's and hold the record's key: six scrambled base-62 characters, then filler that depends on
// the key. A lookup decodes the key and accepts the id only when encoding gives it back, so no index is needed.

/** Each kind: what stands before the body, and how long the body is. */
const forms = {
  customer: { prefix: "cus_", length: 14 },
  payment_intent: { prefix: "pi_3", length: 23 },
  charge: { prefix: "ch_3", length: 23 },
  refund: { prefix: "re_3", length: 23 },
  balance_transaction: { prefix: "txn_3", length: 23 },
  payment_method: { prefix: "pm_1", length: 23 },
  invoice: { prefix: "in_1", length: 23 },
  line_item: { prefix: "il_1", length: 23 },
  subscription: { prefix: "sub_1", length: 23 },
  subscription_item: { prefix: "si_", length: 14 },
  price: { prefix: "price_1", length: 23 },
  product: { prefix: "prod_", length: 14 },
  discount: { prefix: "di_1", length: 23 },
  event: { prefix: "evt_1", length: 23 },
  request: { prefix: "req_", length: 14 },
} as const;

export type IdKind = keyof typeof forms;

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const digitOf = new Map([...alphabet].map((character, digit) => [character, digit]));
// In long ids Stripe puts ten characters of the account in the middle.
const account = "TrBt7ySbXq";
const keyLength = 6;
const odd = 0x9e37_79b1;
const oddInverse = inverseOf(odd);

/** The id of a record; `key` is a whole number from 0 to 2^32 - 1. */
export function stripeId(kind: IdKind, key: number): string {
  const { prefix, length } = forms[kind];
  const scrambled = scramble((key ^ hashText(kind)) >>> 0);
  const middle = length > keyLength + account.length ? account : "";
  const head = base62(scrambled, keyLength) + middle;
  return prefix + head + filler(scrambled, length - head.length);
}

/** The key in an id, or null when it is not an id of this kind that the sandbox would give out. */
export function keyOfId(kind: IdKind, id: string): number | null {
  const { prefix, length } = forms[kind];
  if (!id.startsWith(prefix) || id.length !== prefix.length + length) return null;
  let scrambled = 0;
  for (const character of id.slice(prefix.length, prefix.length + keyLength)) {
    const digit = digitOf.get(character);
    if (digit === undefined) return null;
    scrambled = scrambled * alphabet.length + digit;
  }
  if (scrambled > 0xffff_ffff) return null;
  const key = (unscramble(scrambled) ^ hashText(kind)) >>> 0;
  return stripeId(kind, key) === id ? key : null;
}

/** A 32-bit hash of a number: for traits of a record that the world does not hold. */
export function hashNumber(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A 32-bit hash of a text (FNV-1a). */
export function hashText(text: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  }
  return hash >>> 0;
}

/** `length` characters of Stripe's id alphabet that depend on nothing but `key`. */
export function filler(key: number, length: number): string {
  let text = "";
  for (let round = 1; text.length < length; round += 1) text += base62(hashNumber(key + round * 0x51ed_270b), 5);
  return text.slice(0, length);
}

function scramble(value: number): number {
  const product = Math.imul(value, odd);
  return Math.imul(product ^ (product >>> 15), odd) >>> 0;
}

function unscramble(value: number): number {
  const mixed = Math.imul(value, oddInverse) >>> 0;
  return Math.imul(mixed ^ (mixed >>> 15) ^ (mixed >>> 30), oddInverse) >>> 0;
}

// Newton's iteration doubles the right bits each time: 3, 6, 12, 24, 48.
function inverseOf(value: number): number {
  let inverse = value;
  for (let round = 0; round < 4; round += 1) inverse = Math.imul(inverse, 2 - Math.imul(value, inverse));
  return inverse >>> 0;
}

function base62(value: number, length: number): string {
  let text = "";
  let rest = value;
  for (let index = 0; index < length; index += 1) {
    text = (alphabet[rest % alphabet.length] ?? "") + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}
