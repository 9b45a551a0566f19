import { afterAll, beforeAll, expect, it } from 'vitest'
import { CREDENTIALS } from '../../sandbox/credentials.ts'
import { LINKABLE_PLATFORMS } from '../../src/domain/platform.ts'
import { createLogger } from '../../src/server/logger.ts'
import { type Gateway, startGateway } from '../path/support/gateway.ts'
import { clockOfThisFile } from './clock.ts'
import { decide } from './owner.ts'
import { shopDesk } from './shop-desk.ts'

/** Everything that was logged, at the most talkative level. */
const lines: string[] = []
/** Everything that left us: answers to the operator and pages for the owner. */
const shown: string[] = []
const secrets = new Set<string>()

const clock = clockOfThisFile()
let running: Gateway | undefined
const gateway = (): Gateway => {
  if (!running) throw new Error('the gateway starts in beforeAll')
  return running
}
const desk = shopDesk(gateway)

beforeAll(async () => {
  const log = createLogger('trace', { write: (line) => void lines.push(line) })
  running = await startGateway({}, { log })
})
afterAll(() => running?.stop())

/** Secrets in an address of ours or of a platform. */
function remember(address: URL): void {
  for (const name of ['state', 'code']) {
    const value = address.searchParams.get(name)
    if (value) secrets.add(value)
  }
}

async function keepTokens(): Promise<void> {
  for (const platform of LINKABLE_PLATFORMS)
    for (const token of await desk.storedTokens(platform)) secrets.add(token)
}

async function visit(address: URL): Promise<void> {
  remember(address)
  const answer = await fetch(address)
  shown.push(JSON.stringify([...answer.headers]), await answer.text())
}

it('are in no log line, no page and no answer, whatever goes well or wrong', async () => {
  await keepTokens()
  for (const platform of LINKABLE_PLATFORMS) {
    const { callback } = await decide(await desk.begin(platform), 'grant')
    await visit(callback)
    await visit(callback)
    await keepTokens()

    await visit((await decide(await desk.begin(platform), 'deny')).callback)
    // Faults that make the platform, or a proxy in between, say all it knows.
    for (const fault of [
      { kind: 'error', code: 'invalid_grant', message: 'bad' },
      { kind: 'error', code: 'invalid_client', message: 'bad' },
      { kind: 'http-500' },
      { kind: 'html' },
      { kind: 'truncated' },
      { kind: 'wrong-types' },
      { kind: 'lost-answer' },
    ]) {
      await desk.sandbox().fault({ ...fault, platform, method: 'oauth.token' })
      const failing = (await decide(await desk.begin(platform), 'grant')).callback
      await visit(failing)
      await desk.sandbox().healAll()
      clock.pass()
    }

    await desk.expireTokens(platform)
    shown.push(JSON.stringify(await desk.live(platform)))
    await keepTokens()
    for (const kind of ['http-500', 'truncated', 'wrong-types', 'lost-answer']) {
      clock.pass()
      await desk.expireTokens(platform)
      await desk.sandbox().fault({ kind, platform, method: 'oauth.token' })
      shown.push(JSON.stringify(await desk.live(platform)))
      await desk.sandbox().healAll()
    }
    clock.pass()
    await desk.expireTokens(platform, true)
    shown.push(JSON.stringify(await desk.live(platform)))
    const { id } = await desk.shop(platform)
    shown.push(JSON.stringify(await desk.unlink(id)), JSON.stringify(await desk.shops()))
  }
  const metrics = await fetch(`http://127.0.0.1:${gateway().port}/metrics`)
  shown.push(await metrics.text())

  for (const { secret } of Object.values(CREDENTIALS)) secrets.add(secret)
  for (const key of gateway().config.encryptionKeys) secrets.add(key.toString('base64'))
  const { auth } = gateway().config
  if (auth.kind === 'secret') secrets.add(auth.secret)

  // The ways that have to have been gone.
  const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg)
  expect(messages).toEqual(
    expect.arrayContaining([
      'shop linked',
      'a shop could not be linked',
      'token refreshed',
      'a shop has to be linked again',
      'shop unlinked',
    ]),
  )
  expect(secrets.size).toBeGreaterThan(3 * 20)
  const logged = lines.join('')
  const all = shown.join('\n')
  for (const secret of secrets) {
    expect(logged).not.toContain(secret)
    expect(logged).not.toContain(encodeURIComponent(secret))
    expect(all).not.toContain(secret)
  }
})
