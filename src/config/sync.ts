import { ConfigError, type Table, type Values } from './setting.ts'
import { httpAddress, onOff, secret, text } from './types.ts'

export const SYNC_SETTINGS = {
  SYNC: {
    type: onOff,
    default: 'on',
    sentence:
      '`off`: no scheduled synchronisation; operators can still start one ([synchronisation](synchronisation.md)).',
  },
} as const satisfies Table

export const WAREHOUSE = {
  WMS_ENDPOINT: {
    type: httpAddress('https://wms.example.com/qimen'),
    otherwise: "the sandbox's",
    sentence:
      'The warehouse system, over Qimen. It posts to `/webhooks/qimen/<WMS_CUSTOMER_ID>`. The five variables from here to `WMS_OWNER_CODE` belong together.',
  },
  WMS_APP_KEY: { type: text(), sentence: 'Key of your app there.' },
  WMS_APP_SECRET: { type: secret(), secret: true, sentence: 'Its secret.' },
  WMS_CUSTOMER_ID: {
    type: text(),
    sentence: "The warehouse system's name for the link between it and you.",
  },
  WMS_OWNER_CODE: { type: text(), sentence: 'Its code of the owner of the goods.' },
  WMS_WAREHOUSE_CODE: {
    type: text(),
    default: 'OTHER',
    sentence: 'Warehouse where orders of linked shops are picked.',
  },
  WMS_CARRIER: {
    type: text(),
    default: 'SF',
    sentence: 'Carrier that it is asked to send with.',
  },
} as const satisfies Table

/** How the synchronisation runs, and the warehouse system it talks to. */
export interface SyncSettings {
  /** False: no scheduled syncs. Manual ones still run. */
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

/** Null: no warehouse system is set. @throws ConfigError when it is set in part */
export function warehouseSettingsOf(vars: Values<typeof WAREHOUSE>): WarehouseSettings | null {
  const { WMS_ENDPOINT, WMS_APP_KEY, WMS_APP_SECRET, WMS_CUSTOMER_ID, WMS_OWNER_CODE } = vars
  if (NEEDED.every((name) => !vars[name])) return null
  if (!WMS_ENDPOINT || !WMS_APP_KEY || !WMS_APP_SECRET || !WMS_CUSTOMER_ID || !WMS_OWNER_CODE)
    throw new ConfigError(
      `${NEEDED.find((name) => !vars[name])} is missing: a warehouse takes all of ${NEEDED.join(', ')}.`,
    )
  return {
    endpoint: WMS_ENDPOINT,
    appKey: WMS_APP_KEY,
    appSecret: WMS_APP_SECRET,
    customerId: WMS_CUSTOMER_ID,
    ownerCode: WMS_OWNER_CODE,
    warehouseCode: vars.WMS_WAREHOUSE_CODE,
    carrier: vars.WMS_CARRIER,
  }
}
