import { Buffer } from 'node:buffer'
import { inspect } from 'node:util'
import { CREDENTIALS } from '../../sandbox/credentials.ts'
import { shopFollower } from '../../src/catalogue/follow-shop.ts'
import { readConfig } from '../../src/config/index.ts'
import { jdConnector } from '../../src/connectors/jd/index.ts'
import { jdOAuth } from '../../src/connectors/jd/oauth.ts'
import { qimenConnector } from '../../src/connectors/qimen/index.ts'
import { taobaoConnector } from '../../src/connectors/taobao/index.ts'
import { taobaoOAuth } from '../../src/connectors/taobao/oauth.ts'
import { createUpstream } from '../../src/connectors/upstream.ts'
import { closePieces } from '../../src/inventory/close-pieces.ts'
import { consume, makePermanent, release } from '../../src/inventory/release.ts'
import { reserve } from '../../src/inventory/reserve.ts'
import type { OrderDeps } from '../../src/orders/deps.ts'
import { turnstile } from '../../src/orders/turnstile.ts'
import type { Logger } from '../../src/server/logger.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { KINDS } from '../../src/sync/runs/kinds.ts'
import { shareRates } from '../../src/wiring/callers.ts'
import { Lifetime } from '../../src/wiring/lifetime.ts'
import { openShops, type Shops } from '../../src/wiring/shops.ts'
import { openSync } from '../../src/wiring/sync.ts'
import { ACCOUNT, SENDER } from './world.ts'

/**
 * A worker as production runs it, against the sandbox: `node worker-program.ts` with DATABASE_URL, SANDBOX_URL and
 * CALLS_PER_SECOND. Says "working" when it is, and goes on until it is stopped or killed.
 */
const { DATABASE_URL = '', SANDBOX_URL = '', CALLS_PER_SECOND = '40' } = process.env
const rate = { perSecond: Number(CALLS_PER_SECOND), burst: Number(CALLS_PER_SECOND) / 10 }
const print = (level: string) => (fields: unknown, message?: unknown) =>
  void process.stderr.write(`${level} ${String(message)} ${inspect(fields)}\n`)
const log = {
  debug() {},
  info() {},
  warn() {},
  error: print('error'),
  fatal: print('fatal'),
} as unknown as Logger

const life = new Lifetime()
const database = await openServerDatabase({ url: DATABASE_URL, poolSize: 10 })
life.onStop('database', () => database.close())
const { prisma } = database
const box = secretBox([Buffer.alloc(32, 'a key for tests')])
const upstream = createUpstream({
  retry: { baseMs: 20, maxMs: 200, attempts: 4, longestBanMs: 5_000 },
  breaker: { threshold: 1_000 },
  renewToken: (shop) => shops.renewToken(shop),
  part: await shareRates(database, log, life),
})
life.onStop('upstream', () => upstream.close())
const app = (platform: 'TAOBAO' | 'JD' | 'QIMEN') => {
  const { appKey, secret: appSecret } = CREDENTIALS[platform]
  return { appKey, appSecret, upstream, rates: { app: rate, shop: rate } }
}
const shops: Shops = openShops(
  {
    prisma,
    box,
    oauth: new Map([
      ['TAOBAO', taobaoOAuth({ endpoint: SANDBOX_URL, ...app('TAOBAO') })],
      ['JD', jdOAuth({ endpoint: `${SANDBOX_URL}/oauth2`, ...app('JD') })],
    ]),
    redirectUri: () => `${SANDBOX_URL}/nowhere`,
    now: () => new Date(),
    log,
  },
  true,
  life,
)
const inventory = { prisma, onLevelsChanged: async () => {} }
const orders: OrderDeps = {
  prisma,
  box,
  holds: {
    reserve: (tx, request) => reserve(tx, inventory, request),
    release: (tx, owner, closing) => release(tx, inventory, owner, closing),
    consume: (tx, owner, closing) => consume(tx, inventory, owner, closing),
    consumePieces: (tx, owner, pieces, closing) =>
      closePieces(tx, inventory, owner, pieces, 'CONSUMED', closing),
    makePermanent,
  },
  unpaidLimits: { orders: 5, piecesOfSku: 50 },
  skuOfItem: async () => {
    throw new Error('nothing here reads items')
  },
  reservationMinutes: 30,
  completeDays: 14,
  rush: turnstile(5),
  onPurchasesDue: () => {},
}
await openSync(
  {
    config: readConfig({ ROLE: 'worker', SYNC: 'on', SANDBOX: 'off', DATABASE_URL }),
    database,
    box,
    connectors: new Map([
      ['TAOBAO', taobaoConnector({ endpoint: `${SANDBOX_URL}/router/rest`, ...app('TAOBAO') })],
      ['JD', jdConnector({ endpoint: `${SANDBOX_URL}/routerjson`, ...app('JD') })],
    ]),
    warehouse: {
      connector: qimenConnector({ endpoint: `${SANDBOX_URL}/router/qimen/service`, ...app('QIMEN') }),
      account: ACCOUNT,
      sender: SENDER,
      carrier: 'SF',
    },
    inventory,
    orders,
    follower: shopFollower({
      codePrefix: (platform) => platform.slice(0, 1),
      openStock: async () => {},
      setPictures: async () => new Set<string | null>(),
    }),
    log,
    // The sandbox's life runs faster here: repeated messages have come by then.
    kinds: { ...KINDS, WAREHOUSE_STOCK: { ...KINDS.WAREHOUSE_STOCK, lagMs: 5_000 } },
  },
  life,
)
process.once('SIGTERM', () => void life.stop(() => {}).then(() => process.exit(0)))
process.stdout.write('working\n')
