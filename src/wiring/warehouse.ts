import { CREDENTIALS, WMS } from '../../sandbox/credentials.ts'
import type { Config } from '../config/index.ts'
import { qimenConnector } from '../connectors/qimen/index.ts'
import type { Upstream } from '../connectors/upstream.ts'
import type { WarehouseAccount, WarehouseConnector, WarehouseContact } from '../connectors/warehouse.ts'
import { UNHURRIED } from './marketplaces.ts'

export interface WarehouseParts {
  readonly connector: WarehouseConnector
  readonly account: WarehouseAccount
  readonly sender: WarehouseContact
  readonly carrier: string
}

/** The warehouse system that is configured, or the sandbox's; null when there is neither. */
export function warehouseOf(
  { sync, orders }: Config,
  sandboxUrl: string | null,
  upstream: Upstream,
): WarehouseParts | null {
  const settings = sync.warehouse
  const hub = orders.hub
  const sender: WarehouseContact = {
    name: hub?.name ?? '',
    mobile: hub?.mobile ?? '',
    province: hub?.province ?? '',
    city: hub?.city ?? '',
    area: hub?.district ?? '',
    address: hub?.address ?? '',
  }
  if (settings) {
    const { endpoint, appKey, appSecret, customerId, ownerCode, warehouseCode, carrier } = settings
    return {
      connector: qimenConnector({ endpoint, appKey, appSecret, upstream }),
      account: { warehouseId: warehouseCode, warehouseCode, ownerCode, customerId },
      sender,
      carrier,
    }
  }
  if (sandboxUrl === null) return null
  const { appKey, secret: appSecret } = CREDENTIALS.QIMEN
  const endpoint = `${sandboxUrl}/router/qimen/service`
  return {
    connector: qimenConnector({ endpoint, appKey, appSecret, upstream, rates: UNHURRIED }),
    account: { warehouseId: SANDBOX_WAREHOUSE, warehouseCode: SANDBOX_WAREHOUSE, ...WMS },
    sender,
    carrier: 'SF',
  }
}

const SANDBOX_WAREHOUSE = 'GZ-HUB'
