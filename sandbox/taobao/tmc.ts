import { CREDENTIALS } from '../credentials.ts'
import { stableNumber } from '../state/ids.ts'
import { chinaTime } from '../wire/china-time.ts'
import { toJson } from '../wire/json.ts'
import { type TopMethod, wrapped } from './top-call.ts'

/** `topics` overwrites what was permitted before (protocols.md 1.9). */
const permit: TopMethod = (call) => {
  const topics = call.text('topics')?.split(',')
  call.state.topics.set(call.shop, topics)
  return { is_success: true }
}

/** For the whole app: the messages of every shop, each with its owner's nick. */
const consume: TopMethod = (call) => {
  const quantity = call.number('quantity', 100, 10, 200)
  const shops = call.state.shelf.shops('TAOBAO')
  const mails = call.state.mail.handOut('TAOBAO', shops, quantity)
  const rows = mails.map((mail) => ({
    id: BigInt(mail.id),
    topic: mail.topic,
    pub_time: chinaTime(mail.born),
    pub_app_key: CREDENTIALS.TAOBAO.appKey,
    user_id: stableNumber(mail.shop),
    user_nick: mail.shop,
    content: toJson(mail.content),
  }))
  return wrapped('messages', 'tmc_message', rows)
}

const confirm: TopMethod = (call) => {
  call.state.mail.confirm('TAOBAO', call.ids('s_message_ids', 200))
  return { is_success: true }
}

/** The message channel over HTTP. Unconfirmed messages come again. */
export const tmcMethods: Readonly<Record<string, TopMethod>> = {
  'taobao.tmc.user.permit': permit,
  'taobao.tmc.messages.consume': consume,
  'taobao.tmc.messages.confirm': confirm,
}

/** Calls of the app and not of a shop: no session. */
export const TMC_WITHOUT_SESSION: readonly string[] = [
  'taobao.tmc.messages.consume',
  'taobao.tmc.messages.confirm',
]
