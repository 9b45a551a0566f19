import type { Setting } from '../../src/config/setting.ts'
import type { GROUPS } from '../../src/config/tables.ts'
import { ANY_TEXT } from '../../src/config/types.ts'

const INTRODUCTION = `<!-- Written by "npm run settings" from the tables in src/config. Do not edit. -->
# Configuration

Every setting is an environment variable. An empty variable counts as unset. A wrong value stops the start with one sentence that
names the variable, what came (secrets are not shown) and what is accepted:

\`\`\`text
PORT must be a whole number from 0 to 65535; got "80a".
\`\`\`

[\`deploy/env.example\`](../deploy/env.example) has every setting that production can use, [run in production](how-to/production.md)
the commands.
`

/** docs/configuration.md: a table per group, its variables in the first column. */
export function configurationPage(groups: typeof GROUPS): string {
  const sections = groups.map(
    ({ title, table }) =>
      `## ${title}\n\n| variable | default | takes | |\n|---|---|---|---|\n${Object.entries(table).map(row).join('')}`,
  )
  return `${INTRODUCTION}\n${sections.join('\n')}`
}

function row([name, setting]: [string, Setting]): string {
  const takes = setting.type.description ?? ''
  const named = setting.example ? `\`${name}\`, such as \`${setting.example}\`` : `\`${name}\``
  const cells = [named, defaultOf(setting), takes === ANY_TEXT ? '' : takes, setting.sentence]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
}

function defaultOf({ default: usual, production, otherwise }: Setting): string {
  if (usual === undefined) return otherwise ?? ''
  return production === undefined ? `\`${usual}\`` : `\`${usual}\`; \`${production}\` in production`
}
