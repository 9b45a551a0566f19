import type { Socket } from 'node:net'
import { frameOf } from '../../../src/server/push/frame.ts'
import type { StartContender } from '../contender.ts'
import { itemOf, messageOf } from './item.ts'
import { plainSockets } from './plain-sockets.ts'

/** One frame, made once and written to every network socket: as little as Node can do. */
export const start: StartContender = async () => {
  const { port, watchers } = await plainSockets()
  return {
    port,
    publish(event) {
      const frame = frameOf(messageOf(event, '1'))
      for (const socket of watchers.get(itemOf(event).skuId) ?? [])
        (socket as unknown as { _socket: Socket })._socket.write(frame)
    },
  }
}
