import type { Mail } from '../state/mailbox.ts'
import { type JsonObject, scalar } from '../wire/json-object.ts'
import type { AopMethod } from './aop-call.ts'
import { aopInvalid } from './aop-refusal.ts'

/** The envelope of one message (protocols.md 3.7); the webhook sends the same as one JSON string. */
export function pushEnvelope(mail: Mail): JsonObject {
  return {
    msgId: BigInt(mail.id),
    type: mail.topic,
    gmtBorn: mail.born.getTime(),
    userInfo: `b2b-${mail.shop}`,
    data: mail.content,
  }
}

const query: AopMethod = (call) => {
  const page = call.number('page', 1, 1, 10_000)
  const size = call.number('pageSize', 20, 1, 100)
  const type = call.text('type')
  const mails = call.state.mail
    .waiting('ALIBABA_1688')
    .filter((mail) => mail.shop === call.account && (type === undefined || mail.topic === type))
  return {
    pushMessagePage: {
      datas: mails.slice((page - 1) * size, page * size).map(pushEnvelope),
      page: { pageSize: size, currentPage: page, totalCount: mails.length },
    },
  }
}

/** Reads and confirms in one go. */
const cursor: AopMethod = (call) => {
  const size = call.number('quantity', 20, 1, 200)
  const mails = call.state.mail.waiting('ALIBABA_1688').filter((mail) => mail.shop === call.account)
  const taken = mails.slice(0, size)
  call.state.mail.confirm(
    'ALIBABA_1688',
    taken.map((mail) => mail.id),
  )
  return { pushMessageList: taken.map(pushEnvelope) }
}

const confirm: AopMethod = (call) => {
  const ids = call.list('msgIdList').map(scalar)
  const known = ids.filter((id) => id !== undefined)
  if (known.length !== ids.length) throw aopInvalid('msgIdList')
  return { isSuccess: call.state.mail.confirm('ALIBABA_1688', known).length === 0 }
}

/** Messages that the webhook could not deliver, for fetching. */
export const pushMethods: Readonly<Record<string, AopMethod>> = {
  'cn.alibaba.open:push.query.messageList': query,
  'cn.alibaba.open:push.cursor.messageList': cursor,
  'cn.alibaba.open:push.message.confirm': confirm,
}
