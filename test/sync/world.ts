import { Buffer } from 'node:buffer'
import { CREDENTIALS, type Sandbox, SandboxState, startSandbox, WMS } from '../../sandbox/index.ts'
import { smallCatalogue, smallGoods } from '../../sandbox/testing/small-catalogue.ts'
import type { SeedProduct } from '../../seed/catalogue.ts'
import { WAREHOUSES } from '../../seed/catalogue.ts'
import { shopFollower } from '../../src/catalogue/follow-shop.ts'
import type { ShopCredentials } from '../../src/connectors/credentials.ts'
import type { UpstreamOptions } from '../../src/connectors/upstream.ts'
import type { LinkablePlatform } from '../../src/domain/platform.ts'
import { closePieces } from '../../src/inventory/close-pieces.ts'
import type { InventoryDeps } from '../../src/inventory/deps.ts'
import { consume, makePermanent, release } from '../../src/inventory/release.ts'
import { reserve } from '../../src/inventory/reserve.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import type { SyncKind } from '../../src/store/sync-state.ts'
import type { SyncDeps } from '../../src/sync/deps.ts'
import { KINDS } from '../../src/sync/runs/kinds.ts'
import { runSync } from '../../src/sync/runs/run-sync.ts'
import { SANDBOX_ACCOUNTS } from '../../src/wiring/sandbox.ts'
import { connectAll } from '../contract/sandbox.ts'
import { plantCatalogue } from './plant-catalogue.ts'

const box = secretBox([Buffer.alloc(32, 'a key for tests')])
const SELLERS = ['TAOBAO', 'JD', 'ALIBABA_1688'] as const

export interface WorldOptions {
  readonly products?: readonly SeedProduct[]
  /** Listings are there and matched, as after a first synchronisation that was confirmed. */
  readonly matched?: boolean
  readonly upstream?: UpstreamOptions
  readonly deps?: Partial<SyncDeps>
}

/** A sandbox, shops linked to it in this database, and what a worker would run with. Times are shortly before now. */
export async function openWorld(prisma: PrismaClient, options: WorldOptions = {}) {
  const products = options.products ?? smallCatalogue().slice(0, 12)
  const state = new SandboxState(undefined, smallGoods(products))
  const sandbox: Sandbox = await startSandbox({ port: 0, state, livesByItself: false })
  const all = connectAll(sandbox.url, {
    retry: { baseMs: 1, maxMs: 5, attempts: 6 },
    breaker: { threshold: 1_000 },
    ...options.upstream,
  })
  const shops = await linkShops(prisma)
  await plantCatalogue(prisma, products, options.matched === false ? null : shops)
  const queued: string[] = []
  const inventory: InventoryDeps = { prisma, onLevelsChanged: async () => {} }
  const kinds = Object.fromEntries(
    Object.entries(KINDS).map(([kind, policy]) => [kind, { ...policy, lagMs: 0 }]),
  ) as typeof KINDS
  const deps: SyncDeps = {
    prisma,
    box,
    connectors: new Map([
      ['TAOBAO', all.taobao],
      ['JD', all.jd],
      ['ALIBABA_1688', all.alibaba],
    ]),
    inventory,
    follower: shopFollower({
      codePrefix: (platform) => platform.slice(0, 1),
      openStock: async () => {},
      setPictures: async () => new Set<string | null>(),
    }),
    holds: {
      reserve: (tx, request) => reserve(tx, inventory, request),
      release: (tx, owner, closing) => release(tx, inventory, owner, closing),
      consume: (tx, owner, closing) => consume(tx, inventory, owner, closing),
      consumePieces: (tx, owner, pieces, closing) =>
        closePieces(tx, inventory, owner, pieces, 'CONSUMED', closing),
      makePermanent,
    },
    handover: { prisma, box, warehouse: all.qimen, account: ACCOUNT, sender: SENDER, carrier: 'SF' },
    jobs: { enqueue: async (queue, key) => queued.push(`${queue} ${key}`) > 0 },
    kinds,
    // The platforms count in seconds: a window that ends a second ahead has all of this one.
    now: () => new Date(Date.now() + 1_000),
    log: { info() {}, warn() {}, error() {} },
    ...options.deps,
  }
  const never = new AbortController().signal
  return {
    sandbox,
    state,
    all,
    deps,
    shops,
    queued,
    products,
    run: (platform: LinkablePlatform, kind: SyncKind, signal: AbortSignal = never) =>
      runSync(deps, shops[platform], kind, signal),
    credentials: (platform: LinkablePlatform): ShopCredentials => ({
      ...all.shop(platform),
      shopId: shops[platform],
    }),
    async control<T>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T> {
      const answer = await fetch(`${sandbox.url}/_control/${path}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`control ${path}: ${text}`)
      return JSON.parse(text) as T
    },
    async close() {
      await all.upstream.close()
      await sandbox.stop()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

async function linkShops(prisma: PrismaClient): Promise<Record<LinkablePlatform, string>> {
  const ids = {} as Record<LinkablePlatform, string>
  for (const platform of SELLERS) {
    const { shop, token } = CREDENTIALS[platform]
    const key = { platform, externalShopId: SANDBOX_ACCOUNTS[shop]?.externalShopId ?? shop }
    const row = await prisma.shop.upsert({
      where: { platform_externalShopId: key },
      create: {
        ...key,
        name: `Shop on ${platform}`,
        accessToken: box.seal(token),
        refreshToken: box.seal(`${token}-refresh`),
      },
      update: {},
    })
    ids[platform] = row.id
  }
  return ids
}

export const SENDER = {
  name: '发货人',
  mobile: '13000000000',
  province: '广东省',
  city: '广州市',
  address: '测试大道1号',
}

export const ACCOUNT = {
  warehouseId: 'gz-hub',
  warehouseCode: WAREHOUSES[0]?.code ?? '',
  ownerCode: WMS.ownerCode,
  customerId: WMS.customerId,
}
