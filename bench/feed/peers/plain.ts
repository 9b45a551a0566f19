import type { StartContender } from '../contender.ts'
import { itemOf, messageOf } from './item.ts'
import { plainSockets } from './plain-sockets.ts'

/** One string, sent to every socket by `ws`. */
export const start: StartContender = async () => {
  const { port, watchers } = await plainSockets()
  return {
    port,
    publish(event) {
      const text = messageOf(event, '1')
      for (const socket of watchers.get(itemOf(event).skuId) ?? []) socket.send(text)
    },
  }
}
