import leven from 'leven'
import { type Env, familyOf, type Setting } from './setting.ts'
import { GROUPS } from './tables.ts'

const TABLE = GROUPS.flatMap(({ table }) => Object.entries<Setting>(table))
const FAMILIES = TABLE.flatMap(([name]) => familyOf(name) ?? [])
const NAMES = TABLE.map(([name, { example }]) => example ?? name)

/** Names that other programs use for a setting of ours. */
const ALIASES: Readonly<Record<string, string>> = {
  DB_URL: 'DATABASE_URL',
  PG_URL: 'DATABASE_URL',
  PGURL: 'DATABASE_URL',
  POSTGRES_URL: 'DATABASE_URL',
  POSTGRESQL_URL: 'DATABASE_URL',
}
/** Other programs of a deployment read these. */
const OF_OTHERS = /^(POSTGRES_(USER|PASSWORD|DB)|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/
/** Kubernetes and Docker name every service like this; OpenTelemetry reads its own settings. */
const GIVEN = /(^OTEL_|_SERVICE_(HOST|PORT(_.+)?)$|_PORT_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?$|^npm_)/
/** First words of names that are not only ours. */
const GENERAL = new Set([
  'NODE',
  'OTEL',
  'LOG',
  'DATA',
  'HOST',
  'PORT',
  'PUBLIC',
  'MAX',
  'MESSAGE',
  'OPERATION',
])

const PREFIXES = new Set(
  NAMES.filter((name) => name.includes('_'))
    .map((name) => `${name.split('_')[0]}_`)
    .filter((prefix) => !GENERAL.has(prefix.slice(0, -1))),
)

/** A variable that looks like a setting but is unknown, and the likely setting. */
export interface UnknownVariable {
  readonly name: string
  readonly meant: string
}

/** Variables of the environment that are probably typos of settings: a typo silently turns a setting off. */
export function unknownVariables(env: Env): readonly UnknownVariable[] {
  return Object.keys(env).flatMap((name) => {
    if (!env[name] || isKnown(name) || OF_OTHERS.test(name) || GIVEN.test(name)) return []
    const meant = meantBy(name)
    return meant === null ? [] : [{ name, meant }]
  })
}

const isKnown = (name: string) => NAMES.includes(name) || FAMILIES.some((prefix) => name.startsWith(prefix))

function meantBy(name: string): string | null {
  const upper = name.toUpperCase().replaceAll('-', '_')
  const alias = ALIASES[upper]
  if (alias !== undefined) return alias
  const [nearest] = NAMES.map((known) => ({ known, distance: distanceOf(upper, known) })).sort(
    (a, b) => a.distance - b.distance,
  )
  if (!nearest) return null
  if (nearest.distance <= tolerated(nearest.known)) return nearest.known
  // JWT_SECRET for AUTH_JWT_SECRET.
  const ends = upper.includes('_') ? NAMES.filter((known) => known.endsWith(`_${upper}`)) : []
  if (ends.length === 1) return ends[0] ?? null
  const prefix = `${upper.split('_')[0]}_`
  if (!PREFIXES.has(prefix)) return null
  const family = NAMES.filter((known) => known.startsWith(prefix))
  return family.sort((a, b) => distanceOf(upper, a) - distanceOf(upper, b))[0] ?? null
}

/** Where the words are divided counts for nothing. */
const distanceOf = (name: string, known: string) => leven(name.replaceAll('_', ''), known.replaceAll('_', ''))

/** Short names are near to many: PORT to SORT. */
const tolerated = (known: string) => (known.length < 6 ? 1 : known.length < 10 ? 2 : 3)
