// npm run mobile: watches the stock of a gateway through a network that it cuts, freezes and puts to sleep, and shows
// at the end that nothing was missed.
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Continuity } from './demo/continuity.ts'
import { startFlakyNetwork } from './demo/flaky-network.ts'
import { DemoGateway } from './demo/gateway.ts'
import { Screen } from './demo/screen.ts'
import { StockClient } from './index.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
    token: { type: 'string' },
    /** Of each act. */
    seconds: { type: 'string', default: '6' },
  },
})
const url = new URL(values.url)
const seconds = Number(values.seconds)
if (!(seconds > 0 && seconds <= 600)) fail('--seconds takes a number from 1 to 600.')
const authorization = values.token === undefined ? null : `Bearer ${values.token}`
const gateway = new DemoGateway(values.url, authorization)

const { productIds, skus } = await gateway
  .products()
  .catch((error: Error) =>
    fail(`Nothing to watch at ${values.url} (${error.message}). Is "npm start" running?`),
  )

const network = await startFlakyNetwork(url.hostname, Number(url.port || 80))
const continuity = new Continuity()
const screen = new Screen(process.stdout, skus)
const client = new StockClient({
  url: `ws://127.0.0.1:${network.port}${url.pathname}`,
  watch: { productIds },
  backOff: { firstMs: 300, longestMs: 3_000 },
  keepAliveMs: 1_000,
  silenceMs: 2_000,
  ...(authorization && { authorization: async () => ({ authorization }) }),
  onEvent: (event, fresh) => {
    if (fresh || event.__typename !== 'StockChange') continuity.saw(event)
  },
})
client.start()

/** How much longer an act may take that ends with fresh stock on screen, on a slow machine or network. */
const PATIENCE_MS = 30_000
const isFresh = () => client.getSnapshot().status === 'live' && !client.getSnapshot().stale

const ACTS: readonly (readonly [title: string, begin: () => void, over?: () => boolean])[] = [
  ['On the network', () => {}, isFresh],
  ['The network is cut', () => network.cut()],
  ['The network is back', () => network.restore(), isFresh],
  ['In a tunnel: connected, but nothing comes through', () => network.freeze()],
  ['Out of the tunnel', () => network.restore(), isFresh],
  ['The app is in the background', () => client.pause()],
  ['The app is back', () => client.resume(), isFresh],
]
for (const [title, begin, over = () => true] of ACTS) {
  begin()
  const end = Date.now() + seconds * 1_000
  while (Date.now() < end || (!over() && Date.now() < end + PATIENCE_MS)) {
    screen.draw(client.getSnapshot(), continuity, {
      title,
      secondsLeft: Math.max(0, Math.ceil((end - Date.now()) / 1_000)),
    })
    await sleep(100)
  }
}

// Goods are sold on while this is compared: what the gateway says before and after is around what the client has.
const ids = [...client.getSnapshot().levels.keys()]
const before = await gateway.versions(ids)
await sleep(1_000)
const behind = ids.filter((id) => (continuity.versions().get(id) ?? -1) < (before.get(id) ?? 0))
screen.draw(client.getSnapshot(), continuity, { title: 'Compared with the gateway', secondsLeft: 0 })
if (ids.length === 0) fail('No stock arrived: does the gateway answer?')
screen.say(
  continuity.missed === 0 && behind.length === 0
    ? `\n Nothing was missed: ${continuity.changes} changes of ${ids.length} levels, over ${client.getSnapshot().connections} connections.`
    : `\n MISSED: ${continuity.missed} changes; ${behind.length} of ${ids.length} levels are behind.`,
)
if (continuity.missed > 0 || behind.length > 0) process.exitCode = 1
await client.stop()
await network.stop()

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
