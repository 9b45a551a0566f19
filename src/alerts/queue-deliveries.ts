import type { AlertKind, DeliveryChannel } from '../domain/alert.ts'
import type { Replenishment } from '../domain/replenishment.ts'
import {
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
 * Queues notifications to suppliers, in the transaction that opens the alerts: none is sent for an alert that was
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

/** Body of a webhook and source of the e-mail. In units; codes that both sides know, of our ids only the alert's. */
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
