import type { AlertKind } from '../domain/alert.ts'
import type { Replenishment } from '../domain/replenishment.ts'
import {
  type DeliveryChannel,
  insertDeliveries,
  type NewDelivery,
  readContacts,
  type SupplierContact,
} from '../store/alert-delivery.ts'
import type { Tx } from '../store/transaction.ts'

export interface OpenedAlert {
  readonly id: string
  readonly kind: AlertKind
  readonly skuId: string
  readonly warehouseId: string
  readonly threshold: number
  readonly available: number
  readonly openedAt: Date
}

/**
 * Writes what suppliers are to be told, in the transaction that opens the alerts: no alert is told that was
 * rolled back, and none is forgotten. Sending is `deliverAlerts`'s part.
 */
export async function queueDeliveries(
  tx: Tx,
  alerts: readonly OpenedAlert[],
  proposals: ReadonlyMap<string, Replenishment>,
  channels: ReadonlySet<DeliveryChannel>,
): Promise<void> {
  if (alerts.length === 0 || channels.size === 0) return
  const contacts = new Map((await readContacts(tx, alerts)).map((contact) => [keyOf(contact), contact]))
  const deliveries: NewDelivery[] = []
  for (const alert of alerts) {
    const contact = contacts.get(keyOf(alert))
    if (!contact) continue
    const payload = payloadOf(alert, contact, proposals.get(alert.id) ?? null)
    const tell = (channel: DeliveryChannel, target: string | null) => {
      if (target && channels.has(channel)) deliveries.push({ alertId: alert.id, channel, target, payload })
    }
    tell('WEBHOOK', contact.webhookUrl)
    tell('EMAIL', contact.email)
  }
  await insertDeliveries(tx, deliveries)
}

const keyOf = ({ skuId, warehouseId }: { skuId: string; warehouseId: string }) => `${skuId} ${warehouseId}`

/** The body of a webhook, and what an e-mail is written from. Pieces; codes that both sides know, no ids of ours but the alert's. */
function payloadOf(alert: OpenedAlert, contact: SupplierContact, proposal: Replenishment | null) {
  return {
    type: 'inventory.alert',
    alertId: alert.id,
    kind: alert.kind,
    openedAt: alert.openedAt.toISOString(),
    available: alert.available,
    threshold: alert.threshold,
    supplier: contact.supplierKey,
    sku: { code: contact.skuCode, titleZh: contact.titleZh, titleEn: contact.titleEn },
    warehouse: { code: contact.warehouseCode, name: contact.warehouseName },
    proposal: proposal && { ...proposal },
  }
}
