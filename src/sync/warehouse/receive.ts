import type { WebhookReply, WebhookRequest } from '../../connectors/push.ts'
import { storeMessages } from '../../store/inbound-message.ts'
import { workSoon } from '../messages/receive.ts'
import { type WarehouseDeps, warehouseSource } from './deps.ts'

/**
 * A callback of the warehouse system: verified, stored in one statement, answered; handled afterwards, each once.
 * Warehouse systems wait for seconds and give up after a few attempts, so the answer waits for nothing else.
 */
export async function receiveWarehouse(deps: WarehouseDeps, request: WebhookRequest): Promise<WebhookReply> {
  const verdict = deps.warehouse.receive(request)
  if (!verdict.ok) {
    deps.log.warn(
      { reason: verdict.reason, detail: verdict.detail },
      'a callback of the warehouse was refused',
    )
    return verdict.reply
  }
  try {
    const source = warehouseSource(deps.customerId)
    const messages = verdict.events.map((event) => ({
      messageId: event.id,
      kind: event.kind,
      payload: event as object,
    }))
    if ((await storeMessages(deps.prisma, source, messages)) > 0) workSoon(deps, source)
    return verdict.accept
  } catch (error) {
    deps.log.error({ err: error }, 'a callback of the warehouse could not be stored; it is sent again')
    return verdict.refuse
  }
}
