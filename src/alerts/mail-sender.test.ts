import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSmtp, type TestSmtp } from '../../test/support/smtp.ts'
import { type MailSender, mailSender } from './mail-sender.ts'

const MAIL = {
  to: 'supplier@example.com',
  subject: '缺货 low',
  text: 'Only 3 left of 青花瓷\n',
  deliveryId: 'd-1',
}

let smtp: TestSmtp
let sender: MailSender

beforeEach(async () => {
  smtp = await startSmtp()
  sender = mailSender({ url: smtp.url, from: 'Haitao <alerts@example.com>' })
})
afterEach(async () => {
  sender.close()
  await smtp.stop()
})

const never = new AbortController().signal

it('sends plain text under an id of its own', async () => {
  expect(await sender.send(MAIL, never)).toBeNull()
  const [mail, ...more] = smtp.mails
  expect(more).toEqual([])
  expect(mail?.to).toBe('supplier@example.com')
  expect(mail?.text).toContain('Only 3 left of 青花瓷')
  expect(mail?.headers.get('from')).toBe('Haitao <alerts@example.com>')
  expect(mail?.headers.get('message-id')).toBe('<d-1@haitao-graph>')
  expect(mail?.headers.get('content-type')).toMatch(/^text\/plain/)
})

it('says in words why the server did not take it', async () => {
  smtp.refuse('supplier@')
  expect(await sender.send(MAIL, never)).toMatch(/550/)
})

it('says in words that there is no server', async () => {
  const { url } = smtp
  await smtp.stop()
  const lost = mailSender({ url, from: 'alerts@example.com' })
  expect(await lost.send(MAIL, never)).toMatch(/ECONNREFUSED/)
  lost.close()
  smtp = await startSmtp()
})

it('does not hold up a stop', async () => {
  const stopping = new AbortController()
  const sending = sender.send(MAIL, stopping.signal)
  stopping.abort(new Error('stopping'))
  await expect(sending).rejects.toThrow('stopping')
})
