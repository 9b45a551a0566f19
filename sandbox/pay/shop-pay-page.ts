import { z } from 'zod'
import { escapeHtml } from '../http/escape-html.ts'
import type { Page } from '../http/serve.ts'
import { htmlReply, redirectReply, textReply } from '../http/wire-reply.ts'
import { valuesOf } from '../http/wire-request.ts'
import { tellOfPayment } from './payment-event.ts'

const PATH = '/pay/shop'

const Question = z.object({
  order: z.string().regex(/^[\w-]{1,40}$/),
  amount: z.string().regex(/^\d{1,12}(\.\d{1,3})?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Where the customer goes back to; `?paid=` says what was done there. */
  back: z
    .url({ protocol: /^https?$/ })
    .or(z.literal(''))
    .default(''),
  decision: z.enum(['pay', 'decline']).optional(),
})
type Question = z.output<typeof Question>

/**
 * `/pay/shop?order=&amount=&currency=&back=`: the page of a payment provider where a storefront's customer pays. It
 * tells the gateway by a signed event, then sends the customer back.
 */
export const shopPayPage: Page = async (request, state) => {
  if (request.path !== PATH) return undefined
  const asked = Question.safeParse(Object.fromEntries(valuesOf(request.pairs)))
  if (!asked.success) return textReply(z.prettifyError(asked.error), 400)
  const question = asked.data
  if (request.method !== 'POST' || !question.decision) return htmlReply(page(question, null))
  const { receiver } = state.till
  const { order: orderNumber, amount, currency, back, decision } = question
  const type = decision === 'pay' ? 'payment.succeeded' : 'payment.failed'
  const problem = receiver
    ? await tellOfPayment(receiver, { type, orderNumber, amount, currency }, state.clock.now())
    : 'no gateway has said where it takes payments'
  if (problem !== null) return htmlReply(page(question, problem), 502)
  if (back === '') return htmlReply(document('Done', '<p role="status">The shop has been told.</p>'))
  const target = new URL(back)
  target.searchParams.set('paid', decision === 'pay' ? 'yes' : 'no')
  return redirectReply(target.href)
}

function page(question: Question, problem: string | null): string {
  const { order, amount, currency, back } = question
  const hidden = Object.entries({ order, amount, currency, back })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('')
  return document(
    'Pay',
    `${problem === null ? '' : `<p role="alert">Not paid: ${escapeHtml(problem)}</p>`}
<dl><dt>Order</dt><dd>${escapeHtml(order)}</dd><dt>To pay</dt><dd><b>${escapeHtml(`${amount} ${currency}`)}</b></dd></dl>
<form method="post" action="${PATH}">${hidden}
<button name="decision" value="pay">Pay now</button><button name="decision" value="decline" class="quiet">Decline the card</button></form>
<p class="small">A page of the sandbox: no money moves.</p>`,
  )
}

function document(title: string, body: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · sandbox</title><style>
:root{color-scheme:light dark}*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:light-dark(#eef2f7,#10151c);font:16px/1.6 system-ui,sans-serif}
main{width:min(26rem,100% - 2rem);background:light-dark(#fff,#1a212b);border-radius:18px;padding:2rem;box-shadow:0 12px 40px rgb(0 0 0/12%)}
h1{margin:0 0 1rem;font-size:1.25rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.4rem 1.2rem;margin:0 0 1.5rem}dt{color:light-dark(#5a6472,#a7b2c0)}dd{margin:0;text-align:right}dd b{font-size:1.5rem}
button{display:block;width:100%;padding:.8rem;margin-top:.6rem;border:0;border-radius:12px;background:#0958d9;color:#fff;font:inherit;font-weight:600;cursor:pointer}
.quiet{background:none;color:inherit;border:1px solid light-dark(#8a94a2,#5c6775)}.small{color:light-dark(#5a6472,#a7b2c0);font-size:.85rem;margin:1rem 0 0}[role=alert]{color:light-dark(#a61e2d,#f49aa2)}
</style></head><body><main><h1>Sandbox Pay</h1>${body}</main></body></html>`
}
