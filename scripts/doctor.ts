// npm run doctor: whether what the environment says can run, and what to do where it can't.
import { checkConfiguration, checkNode } from './doctor/configuration.ts'
import { checkDatabase } from './doctor/database.ts'
import { report } from './doctor/finding.ts'
import { checkKeys } from './doctor/keys.ts'
import { checkPorts } from './doctor/ports.ts'
import { checkRedis } from './doctor/redis.ts'
import { runCommand } from './support/command.ts'

const USAGE = `Looks at what the start needs, with the same environment: configuration, keys, ports, data folder, database and its
migrations, clock, Redis, encrypted values, shops. Changes nothing. Ends with 0 when nothing is wrong, with 1 otherwise.

  npm run doctor -- [--strict] [--json]

  --strict  ends with 1 for warnings, too
  --json    the findings as JSON`

const options = {
  strict: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

await runCommand({ usage: USAGE, options }, async ({ strict, json }) => {
  const { config, findings } = await checkConfiguration(process.env)
  findings.push(checkNode(process.versions.node))
  if (config) {
    findings.push(...(await checkKeys(config)))
    findings.push(...(await checkPorts(config)))
    findings.push(...(await checkDatabase(config)))
    findings.push(...(await checkRedis(config.redisUrl)))
  }
  process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : report(findings))
  return findings.some(({ state }) => state === 'wrong' || (strict && state === 'warning')) ? 1 : 0
})
