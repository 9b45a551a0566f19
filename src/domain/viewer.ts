/** Who asks. Roles and scopes of docs/security.md; a token carries the role, the role gives the scopes. */
export const ROLES = ['anonymous', 'customer', 'supplier', 'analyst', 'operator', 'worker'] as const
export type Role = (typeof ROLES)[number]

export const SCOPES = [
  'catalog:read',
  'catalog:read-all',
  'catalog:write',
  'stock:read',
  'stock:write',
  'stock:watch-all',
  'alerts:read',
  'alerts:write',
  'orders:own',
  'orders:read',
  'orders:write',
  'shops:read',
  'shops:write',
  'personal:read',
  'system:read',
  'access:write',
] as const
export type Scope = (typeof SCOPES)[number]

const READ_ALL: readonly Scope[] = [
  'catalog:read',
  'catalog:read-all',
  'stock:read',
  'stock:watch-all',
  'alerts:read',
  'orders:read',
  'shops:read',
  'system:read',
]
const WRITE_ALL: readonly Scope[] = [
  'catalog:write',
  'stock:write',
  'alerts:write',
  'orders:write',
  'shops:write',
  'personal:read',
]

const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  anonymous: ['catalog:read'],
  customer: ['catalog:read', 'orders:own'],
  supplier: ['catalog:read', 'alerts:read'],
  analyst: READ_ALL,
  operator: [...READ_ALL, ...WRITE_ALL, 'access:write'],
  worker: [...READ_ALL, ...WRITE_ALL],
}

export interface Viewer {
  readonly role: Role
  /** The token's subject: customer id, supplier key, or the operator's name. Null for anonymous. */
  readonly subject: string | null
  readonly scopes: ReadonlySet<Scope>
  /** When the token ends what it allowed; null for anonymous. */
  readonly expiresAt: Date | null
  /** Which token says so; absent for anonymous. */
  readonly token?: TokenIdentity
}

/** Ways to name a token for revocation. */
export interface TokenIdentity {
  /** `jti`; null when it has none. */
  readonly id: string | null
  readonly issuedAt: Date | null
}

export function viewerOf(
  role: Role,
  subject: string | null = null,
  expiresAt: Date | null = null,
  token?: TokenIdentity,
): Viewer {
  return { role, subject, scopes: new Set(SCOPES_OF[role]), expiresAt, ...(token && { token }) }
}

export const ANONYMOUS: Viewer = viewerOf('anonymous')

/** Name in the ledger and in idempotency records: role and subject. */
export function actorOf(viewer: Viewer): string {
  return `${viewer.role}:${viewer.subject ?? '-'}`
}

/** The role in a name of the ledger or of a history, which may also be a job or a provider: `operator`, `payment`. */
export function roleOf(actor: string): string {
  return actor.split(':', 1)[0] ?? ''
}
