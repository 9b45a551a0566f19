import type { SyncUseCases } from '../../schema/sync-context.ts'
import type { ShopFollower } from '../catalogue/index.ts'
import type { Config } from '../config/index.ts'
import { PLATFORMS } from '../domain/platform.ts'
import { NO_TRACE, type Trace } from '../domain/trace.ts'
import type { InventoryDeps } from '../inventory/deps.ts'
import type { OrderDeps } from '../orders/deps.ts'
import type { Handler } from '../server/http.ts'
import type { OnJob } from '../server/job-metrics.ts'
import type { Logger } from '../server/logger.ts'
import { platformWebhook } from '../server/platform-webhook.ts'
import type { Database } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'
import { startBossJobs } from '../sync/boss-jobs.ts'
import type { SyncDeps } from '../sync/deps.ts'
import { retryDue } from '../sync/failures/retry-due.ts'
import { retryFailures } from '../sync/failures/retry-failures.ts'
import type { Jobs } from '../sync/jobs.ts'
import { exportFieldMappings, importFieldMappings } from '../sync/mapping/mapping-sheet.ts'
import { previewFieldMapping } from '../sync/mapping/preview-mapping.ts'
import { saveFieldMapping } from '../sync/mapping/save-mapping.ts'
import { receivePush } from '../sync/messages/receive.ts'
import { workInbox } from '../sync/messages/work-inbox.ts'
import { applyRepair } from '../sync/reconcile/apply-repair.ts'
import { reconcile } from '../sync/reconcile/compare.ts'
import { runReconciliation } from '../sync/reconcile/run-reconciliation.ts'
import { KINDS } from '../sync/runs/kinds.ts'
import { runSync } from '../sync/runs/run-sync.ts'
import { setSyncSchedule } from '../sync/runs/set-schedule.ts'
import { triggerSync } from '../sync/runs/trigger-sync.ts'
import { confirmSkuMappings } from '../sync/skus/confirm-mappings.ts'
import { exportSkuMappings, importSkuMappings } from '../sync/skus/mapping-table.ts'
import { type WarehouseDeps, warehouseSource } from '../sync/warehouse/deps.ts'
import { receiveWarehouse } from '../sync/warehouse/receive.ts'
import { workWarehouseInbox } from '../sync/warehouse/work-inbox.ts'
import type { Lifetime } from './lifetime.ts'
import type { Connectors } from './marketplaces.ts'
import { observedJobs } from './observed-jobs.ts'
import { startSyncJobs } from './sync-jobs.ts'
import type { WarehouseParts } from './warehouse.ts'

export interface SyncOptions {
  readonly config: Config
  readonly database: Database
  readonly box: SecretBox
  readonly connectors: Connectors
  readonly warehouse: WarehouseParts | null
  readonly inventory: InventoryDeps
  readonly orders: OrderDeps
  readonly follower: ShopFollower
  readonly log: Logger
  /** Default: the kinds of sync/runs/kinds.ts. */
  readonly kinds?: SyncDeps['kinds']
  readonly trace?: Trace
  readonly onJob?: OnJob
}

export interface SyncParts {
  readonly useCases: SyncUseCases
  readonly webhook: Handler
  /** Sizes of the queues of all workers. */
  readonly queues: Jobs['figures']
}

/** Runs of one process at a time, over all shops. The embedded database has one connection for all of them. */
const RUNS = 4

/** The synchronisation: its jobs, what resolvers and webhooks call, and (unless it is only a gateway) its workers. */
export async function openSync(options: SyncOptions, life: Lifetime): Promise<SyncParts> {
  const { config, database, box, connectors, inventory, orders, log, kinds = KINDS } = options
  const works = config.role !== 'gateway'
  const boss = await startBossJobs({
    database: database.jobs,
    supervise: works,
    onError: (error) => log.warn({ err: error }, 'jobs are hindered; they go on by themselves'),
  })
  const { trace = NO_TRACE, onJob = () => {} } = options
  const jobs = observedJobs(boss, { log, trace, onJob })
  life.onStop('jobs', () => jobs.stop())
  const { prisma } = database
  const deps: SyncDeps = {
    prisma,
    box,
    connectors,
    inventory,
    holds: orders.holds,
    follower: options.follower,
    handover: options.warehouse && {
      prisma,
      box,
      warehouse: options.warehouse.connector,
      account: options.warehouse.account,
      sender: options.warehouse.sender,
      carrier: options.warehouse.carrier,
    },
    jobs,
    kinds,
    now: () => new Date(),
    log,
  }
  const warehouse: WarehouseDeps | null = options.warehouse && {
    ...deps,
    warehouse: options.warehouse.connector,
    customerId: options.warehouse.account.customerId,
    orders,
  }
  if (works) {
    await jobs.work('sync', RUNS, async ({ data, signal }) => {
      await runSync(deps, String(data.shopId), data.kind as keyof typeof KINDS, signal)
    })
    await jobs.work('retry', 1, ({ key, signal }) => retryDue(deps, key, signal))
    await jobs.work('reconcile', 1, ({ data, signal }) =>
      reconcile(deps, { id: String(data.id), shopId: String(data.shopId), day: String(data.day) }, signal),
    )
    await jobs.work('inbox', 2, async ({ key, signal }) => {
      const platform = PLATFORMS.find((one) => one === key)
      if (platform) await workInbox(deps, platform, signal)
      else if (warehouse && key === warehouseSource(warehouse.customerId))
        await workWarehouseInbox(warehouse, signal)
    })
    if (config.sync.enabled) await startSyncJobs(deps, database, log, life)
  }
  return {
    queues: () => jobs.figures(),
    useCases: {
      trigger: (shopId, kind) => triggerSync(deps, shopId, kind),
      setSchedule: (input) => setSyncSchedule(deps, input),
      defaultSeconds: (kind) => kinds[kind].everySeconds,
      retryFailures: (input) => retryFailures(deps, input),
      saveFieldMapping: (input) => saveFieldMapping(deps, input),
      previewFieldMapping: (input, externalId) => previewFieldMapping(deps, input, externalId),
      importFieldMappings: (shopId, csv) => importFieldMappings(deps, shopId, csv),
      exportFieldMappings: (shopId) => exportFieldMappings(deps, shopId),
      confirmSkuMappings: (input) => confirmSkuMappings(deps, input),
      importSkuMappings: (shopId, csv) => importSkuMappings(deps, shopId, csv),
      exportSkuMappings: (shopId) => exportSkuMappings(deps, shopId),
      reconcile: (shopId, day) => runReconciliation(deps, shopId, day),
      applyRepair: (input, actor) => applyRepair(deps, input, actor),
    },
    webhook: platformWebhook({
      marketplace: (platform, request) => receivePush(deps, platform, request),
      warehouse: async (customerId, request) =>
        warehouse && customerId === warehouse.customerId ? receiveWarehouse(warehouse, request) : null,
    }),
  }
}
