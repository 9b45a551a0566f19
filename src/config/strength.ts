import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'

/** Known to everybody who reads this file, therefore refused in production. */
export const DEVELOPMENT_JWT_SECRET = 'haitao-graph-development-secret-never-in-production'
export const DEVELOPMENT_PAYMENT_SECRET = 'haitao-graph-development-payment-secret'
export const DEVELOPMENT_ENCRYPTION_KEY = Buffer.alloc(32, 'haitao-graph development key').toString('base64')

/** Keys that pages of this project once printed. */
const PRINTED = ['make one of your own, 32 bytes!!']

const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

const PUBLIC = new Set(
  [
    DEVELOPMENT_JWT_SECRET,
    DEVELOPMENT_PAYMENT_SECRET,
    DEVELOPMENT_ENCRYPTION_KEY,
    Buffer.from(DEVELOPMENT_ENCRYPTION_KEY, 'base64'),
    ...PRINTED,
  ].map(digest),
)

/** Placeholder words of secrets, and our own. Short ones count only as whole words. */
const LONG_WORDS =
  /haitao|graph|gateway|develop(?:ment)?|production|secret|passw(?:or)?d|change|example|sample|token|default|dummy|demo|testing|encrypt(?:ion)?|please|replace|insert|admin|never|bytes|longer|least|characters?|some|thing|random|enough|string|super|secure|payment|webhook|provider|qwerty(?:uiop)?|asdf(?:ghjkl)?|zxcvb(?:nm)?|letmein|test|123456(?:7890?)?/g
const SHORT_WORDS =
  /(?<![a-z0-9])(?:your?|own|keys?|jwt|tests?|here|make|one|this|that|with|than|chars?|long|very|signs?|prod|dev|shop|what|abc|123|the|of|a|not|for|only|must|be|in|at|to|and|is|my|me|our|it|by|or)+(?![a-z0-9])/g
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

/** Entropy in bits below which a text, or 32 bytes that are no text, can be guessed. Shorter texts have less. */
const LEAST_BITS_OF_TEXT = 80
const LEAST_BITS_OF_BYTES = 120
/** Longer secrets are judged by their beginning, bytes. */
const JUDGED = 256

/**
 * Why a key or secret can be guessed, in words that follow its name; null: nothing speaks against it. One rule for the
 * start and for `npm run doctor`.
 * @param secret bytes of a key, or the text of a secret
 */
export function weaknessOf(secret: string | Buffer): string | null {
  if (formsOf(secret).some((form) => PUBLIC.has(digest(form))))
    return 'is printed in this project: it is public'
  const bytes = Buffer.from(secret).subarray(0, JUDGED)
  if (isRegular(bytes)) return 'is a repetition or a sequence'
  const text = printable(bytes)
  const enough = text === null ? LEAST_BITS_OF_BYTES : Math.min(LEAST_BITS_OF_TEXT, 2.25 * bytes.length)
  if (bitsOf(bytes) < enough) return 'has few different characters'
  if (text !== null && bitsOf(Buffer.from(withoutWords(text))) < enough)
    return 'is made of words that can be guessed'
  return null
}

/** The secret and its possible other spellings. */
function formsOf(secret: string | Buffer): (string | Buffer)[] {
  if (typeof secret !== 'string') return [secret]
  const text = secret.trim()
  return [secret, text, text.toLowerCase(), Buffer.from(text, 'base64'), Buffer.from(text, 'hex')]
}

/** Most bytes differ by the same amount from an earlier one at a fixed distance: by 0 when they repeat. */
function isRegular(bytes: Buffer): boolean {
  // A short text of few characters is alike by chance.
  const share = bytes.length < 32 ? 0.75 : 0.6
  for (let distance = 1; distance <= bytes.length / 2; distance++) {
    const steps = bytes.subarray(distance).map((byte, index) => byte - (bytes[index] ?? 0))
    if (Math.max(...timesOf(steps).values()) >= share * steps.length) return true
  }
  return false
}

function timesOf(bytes: Uint8Array): Map<number, number> {
  const times = new Map<number, number>()
  for (const byte of bytes) times.set(byte, (times.get(byte) ?? 0) + 1)
  return times
}

/** Shannon's entropy of all bytes together, from how often each of them is there. */
function bitsOf(bytes: Uint8Array): number {
  const bits = [...timesOf(bytes).values()].map((count) => count * Math.log2(bytes.length / count))
  return bits.reduce((sum, each) => sum + each, 0)
}

function printable(bytes: Buffer): string | null {
  const text = bytes.toString('latin1')
  return /^[\x20-\x7e]+$/.test(text) ? text : null
}

/** Removes known words, also with digits for letters, and separators. */
function withoutWords(text: string): string {
  if (/^[\da-f]+$/i.test(text)) return text
  const plain = text.toLowerCase()
  const letters = plain.replace(/[013457@$]/g, (sign) => LEET[sign] ?? sign)
  const [shortest = ''] = [plain, letters]
    .map((form) =>
      form
        .replace(LONG_WORDS, ' ')
        .replace(SHORT_WORDS, '')
        .replace(/[\s\-_.,:;!?'"]+/g, ''),
    )
    .sort((a, b) => a.length - b.length)
  return shortest
}
