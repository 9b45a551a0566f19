import { CloseCode } from 'graphql-ws'

/** Codes whose text says more than why: ids, and what was wrong with a token. */
const NAMES: Readonly<Record<number, string>> = {
  [CloseCode.BadRequest]: 'invalid message',
  [CloseCode.Unauthorized]: 'unauthorized',
  [CloseCode.SubscriberAlreadyExists]: 'operation id in use',
}

/** Why a socket was closed, in few different words: a label of metrics. */
export function closeReason(code: number, text: string): string {
  return NAMES[code] ?? text.toLowerCase()
}
