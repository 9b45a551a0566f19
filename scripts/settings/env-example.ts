import type { Setting } from '../../src/config/setting.ts'
import type { GROUPS } from '../../src/config/tables.ts'
import { ANY_TEXT } from '../../src/config/types.ts'

const INTRODUCTION = `# Written by "npm run settings" from the tables in src/config. Do not edit.
# Copy it to .env next to compose.yaml, or to a file for "node --env-file", and fill it in: no secret has a default.
# An empty variable counts as unset. Lines that begin with "# NAME=" show the default.

# Only for compose.yaml, which makes the addresses of PostgreSQL and Redis itself. openssl rand -hex 24: letters and digits,
# because it becomes part of an address.
POSTGRES_PASSWORD=
`

/** Settings that are the same in every production. */
const PRODUCTION: Readonly<Record<string, string>> = { NODE_ENV: 'production' }

/** Longest line of a comment, characters. */
const WIDTH = 120

/** deploy/env.example: every setting that is of use in production. Settings with a default are commented out. */
export function envExample(groups: typeof GROUPS): string {
  const sections = groups.flatMap(({ title, table }) => {
    const settings = Object.entries(table).filter(([, { development }]) => !development)
    if (settings.length === 0) return []
    return [`\n# ---- ${title}\n${settings.map(lines).join('')}`]
  })
  return INTRODUCTION + sections.join('')
}

function lines([name, setting]: [string, Setting]): string {
  const { type, sentence, production, default: usual, otherwise = '', example } = setting
  const comment = wrapped(plain(sentence))
  const takes = type.description === ANY_TEXT ? '' : wrapped(`Takes ${type.description}.`)
  const value = production ?? usual ?? (otherwise.startsWith('https:') ? otherwise : undefined)
  return `${comment}${takes}${value === undefined ? `${example ?? name}=${PRODUCTION[name] ?? ''}` : `# ${name}=${value}`}\n`
}

/** Without Markdown's quotes and the links to other pages. */
const plain = (text: string) => text.replace(/ \(\[[^\]]*\]\([^)]*\)\)/g, '').replaceAll('`', '')

function wrapped(text: string): string {
  const rows = ['#']
  for (const word of text.split(' ')) {
    const last = rows[rows.length - 1] ?? ''
    if (last.length + 1 + word.length > WIDTH) rows.push(`# ${word}`)
    else rows[rows.length - 1] = `${last} ${word}`
  }
  return `${rows.join('\n')}\n`
}
