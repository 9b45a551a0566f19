import type { Viewer } from '../domain/viewer.ts'

/** One token by its `jti`, or all tokens of a subject that were issued up to an instant. */
export type Revocation = { readonly expiresAt: Date } & (
  | { readonly tokenId: string }
  | { readonly subject: string; readonly issuedBefore: Date }
)

export type IsRevoked = (viewer: Pick<Viewer, 'subject' | 'token'>) => boolean

/** Which tokens are refused although they are not over: this process's copy of the table. */
export class RevocationList {
  #tokens = new Map<string, Date>()
  #subjects = new Map<string, { issuedBefore: Date; expiresAt: Date }>()
  readonly #listeners = new Set<(isRevoked: IsRevoked) => void>()

  readonly isRevoked: IsRevoked = ({ subject, token }) => {
    if (!token) return false
    const now = Date.now()
    const end = token.id === null ? undefined : this.#tokens.get(token.id)
    if (end && end.getTime() > now) return true
    const rule = subject === null ? undefined : this.#subjects.get(subject)
    if (!rule || rule.expiresAt.getTime() <= now) return false
    // One that does not say when it was issued can't show that it is newer.
    return token.issuedAt === null || token.issuedAt <= rule.issuedBefore
  }

  /** Replaces all revocations in force, and has open connections check their tokens again. */
  replace(all: readonly Revocation[]): void {
    this.#tokens = new Map()
    this.#subjects = new Map()
    for (const one of all)
      if ('tokenId' in one) this.#tokens.set(one.tokenId, one.expiresAt)
      else this.#add(one)
    for (const listener of this.#listeners) listener(this.isRevoked)
  }

  /** Called after each change, with what tells who is revoked now. Returns a stop. */
  onChange(listener: (isRevoked: IsRevoked) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Of several about one subject the one that reaches furthest counts. */
  #add({ subject, issuedBefore, expiresAt }: Extract<Revocation, { subject: string }>): void {
    const known = this.#subjects.get(subject)
    if (!known || known.issuedBefore < issuedBefore) this.#subjects.set(subject, { issuedBefore, expiresAt })
  }
}
