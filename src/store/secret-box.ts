import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Encrypts values that must not be in the database in the clear: OAuth tokens, addresses. */
export interface SecretBox {
  seal(text: string): Uint8Array<ArrayBuffer>
  /** @throws Error when the key is another one or the bytes were changed */
  open(sealed: Uint8Array): string
}

const FORMAT = 1
const IV = 12
const TAG = 16
const KEY_ID = 4
const HEADER = 1 + KEY_ID

/**
 * AES-256-GCM. Layout: format (1), id of the key (4), iv (12), tag (16), ciphertext; header and key id are
 * authenticated. The key id tells after a rotation which key opens it.
 * @param keys 32 bytes each; the first seals, all open
 */
export function secretBox(keys: readonly [Buffer, ...Buffer[]]): SecretBox {
  const [current] = keys
  return {
    seal(text) {
      const header = sealHeader(current)
      const iv = randomBytes(IV)
      const cipher = createCipheriv('aes-256-gcm', current, iv).setAAD(header)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Uint8Array.from(Buffer.concat([header, iv, cipher.getAuthTag(), body]))
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== FORMAT || bytes.length < HEADER + IV + TAG) throw new Error('not a sealed value')
      const key = keys.find((candidate) => sealHeader(candidate).equals(bytes.subarray(0, HEADER)))
      if (!key) throw new Error('sealed with a key that is not among ENCRYPTION_KEY')
      const iv = bytes.subarray(HEADER, HEADER + IV)
      const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(bytes.subarray(0, HEADER))
      decipher.setAuthTag(bytes.subarray(HEADER + IV, HEADER + IV + TAG))
      return decipher.update(bytes.subarray(HEADER + IV + TAG), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

/** Prefix of values sealed with this key: identifies keys without revealing them. */
export function sealHeader(key: Buffer): Buffer {
  const id = createHash('sha256').update(key).digest().subarray(0, KEY_ID)
  return Buffer.concat([Buffer.from([FORMAT]), id])
}
