import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Gateway } from '../../path/support/gateway.ts'
import { ROOT } from './pages.ts'

/**
 * Runs a line of a page in bash, with the addresses of `npm start` replaced by the test's. A stream that does not end by
 * itself is left after its first data.
 */
export async function runLine(line: string, gateway: Gateway): Promise<string> {
  const at = /^npm run --silent export /.test(line) ? ` --url http://127.0.0.1:${gateway.port}/graphql` : ''
  const here = (line + at)
    .replaceAll('localhost:4000', `127.0.0.1:${gateway.port}`)
    .replaceAll('localhost:4010', new URL(gateway.sandboxUrl ?? '').host)
  const child = spawn('bash', ['-euo', 'pipefail', '-c', here], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const endless = /^curl -\w*N/.test(line)
  const ended = once(child, 'close') as Promise<[number | null]>
  const complaint = text(child.stderr)
  let said = ''
  for await (const part of child.stdout) {
    said += part
    if (endless && /^data:/m.test(said)) process.kill(-(child.pid ?? 0))
  }
  const [code] = await ended
  if (code !== 0 && !endless) throw new Error(`${line}\nended with ${code}: ${await complaint}`)
  if (said.trim() === '') throw new Error(`${line}\nsaid nothing: ${await complaint}`)
  return said
}
