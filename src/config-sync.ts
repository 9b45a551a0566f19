import { ConfigError } from './config-error.ts'

/** How the synchronisation runs, and the warehouse system it talks to. */
export interface SyncSettings {
  /** False: nothing is synchronised by itself; what is asked for still is. */
  readonly enabled: boolean
  /** Null: none; the sandbox plays one, when it is on. */
  readonly warehouse: WarehouseSettings | null
}

export interface WarehouseSettings {
  readonly endpoint: string
  readonly appKey: string
  readonly appSecret: string
  /** The WMS's name for the link between it and us, and whose goods they are. */
  readonly customerId: string
  readonly ownerCode: string
  /** Where orders of linked shops are picked. */
  readonly warehouseCode: string
  /** Carrier asked for. */
  readonly carrier: string
}

const NEEDED = ['WMS_ENDPOINT', 'WMS_APP_KEY', 'WMS_APP_SECRET', 'WMS_CUSTOMER_ID', 'WMS_OWNER_CODE'] as const

/** @throws ConfigError with one sentence that names the variable */
export function readSyncSettings(env: Readonly<Record<string, string | undefined>>): SyncSettings {
  const { SYNC = 'on' } = env
  if (SYNC !== 'on' && SYNC !== 'off')
    throw new ConfigError('SYNC takes on or off; it is set to something else.')
  return { enabled: SYNC === 'on', warehouse: readWarehouse(env) }
}

function readWarehouse(env: Readonly<Record<string, string | undefined>>): WarehouseSettings | null {
  if (NEEDED.every((name) => !env[name])) return null
  const missing = NEEDED.find((name) => !env[name])
  if (missing) throw new ConfigError(`${missing} is missing: a warehouse takes all of ${NEEDED.join(', ')}.`)
  const endpoint = env.WMS_ENDPOINT ?? ''
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint))
    throw new ConfigError('WMS_ENDPOINT takes an http or https address; it is set to something else.')
  return {
    endpoint,
    appKey: env.WMS_APP_KEY ?? '',
    appSecret: env.WMS_APP_SECRET ?? '',
    customerId: env.WMS_CUSTOMER_ID ?? '',
    ownerCode: env.WMS_OWNER_CODE ?? '',
    warehouseCode: env.WMS_WAREHOUSE_CODE ?? 'OTHER',
    carrier: env.WMS_CARRIER ?? 'SF',
  }
}
