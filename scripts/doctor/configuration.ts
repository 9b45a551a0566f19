import { type Config, ConfigError, readConfig } from '../../src/config/index.ts'
import { documentsOf } from '../../src/wiring/trusted-documents.ts'
import { type Finding, ok, warning, withoutStop, wrong } from './finding.ts'

const NAME = 'configuration'
/** Of package.json. */
const NODE = [22, 18] as const

/** Null when the start would be refused; the finding says why. */
export async function checkConfiguration(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ config: Config | null; findings: Finding[] }> {
  try {
    const config = readConfig(env)
    await documentsOf(config)
    return { config, findings: [ok(NAME, summary(config)), ...advice(config)] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const remedy = 'set it as docs/configuration.md says; nothing else was looked at'
    return { config: null, findings: [wrong(NAME, withoutStop(error), remedy)] }
  }
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1])
  return enough
    ? ok('Node', version)
    : wrong(
        'Node',
        `${version} is too old`,
        `use ${NODE.join('.')} or newer: npm ci brings one along, npm run uses it`,
      )
}

function summary({ production, role, databaseUrl, redisUrl, sandbox, documents }: Config): string {
  return [
    production ? 'production' : 'development',
    `ROLE ${role}`,
    databaseUrl ? 'PostgreSQL server' : 'embedded database',
    redisUrl ? 'events over Redis' : 'events in this process',
    `sandbox ${sandbox.enabled ? 'on' : 'off'}`,
    `trusted documents ${documents.mode}`,
  ].join(', ')
}

/** Settings that start but do not suit production. */
function advice({ production, databaseUrl, publicUrl, warnings }: Config): Finding[] {
  const findings = warnings.map((sentence) =>
    warning(NAME, withoutStop(sentence), 'set it as docs/configuration.md says, or take it away'),
  )
  const add = (detail: string, remedy: string) => findings.push(warning(NAME, detail, remedy))
  if (production && !databaseUrl)
    add('the embedded database is for trying things out: one process, one connection', 'set DATABASE_URL')
  if (production && publicUrl?.startsWith('http:'))
    add(
      'PUBLIC_URL is not encrypted: tokens can be read on the way',
      'put TLS in front and name the https address',
    )
  return findings
}
