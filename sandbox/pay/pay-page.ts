import { escapeHtml } from '../http/escape-html.ts'
import type { Page } from '../http/serve.ts'
import { htmlReply, textReply } from '../http/wire-reply.ts'
import { valuesOf } from '../http/wire-request.ts'
import { type Purchase, purchaseTotalFen } from '../state/purchase.ts'
import { yuan } from '../wire/china-time.ts'

const PLATFORM = { '/pay/1688': 'ALIBABA_1688', '/pay/taobao-global': 'TAOBAO_GLOBAL' } as const

/** Where a pay link leads (protocols.md 3.5): one button that pays the orders named in it. */
export const payPage: Page = (request, state) => {
  const platform = PLATFORM[request.path as keyof typeof PLATFORM]
  if (platform === undefined) return undefined
  const ids = valuesOf(request.pairs).get('orders')?.split(',') ?? []
  const orders = ids.flatMap((id) => state.purchases.find(platform, id) ?? [])
  if (orders.length === 0) return textReply('no such order', 404)
  if (request.method === 'POST') for (const order of orders) state.purchases.pay(order)
  return htmlReply(page(request.path, orders))
}

function page(path: string, orders: readonly Purchase[]): string {
  const open = orders.filter((order) => order.status === 'UNPAID' || order.status === 'HELD')
  const rows = orders
    .map(
      (order) => `<li><code>${order.id}</code> ¥${yuan(purchaseTotalFen(order))} <b>${order.status}</b></li>`,
    )
    .join('')
  const form =
    open.length === 0
      ? '<p>Nothing left to pay.</p>'
      : `<form method="post" action="${path}"><input type="hidden" name="orders" value="${escapeHtml(orders.map(({ id }) => id).join(','))}"><button>Pay</button></form>`
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Pay · sandbox</title><style>
:root{color-scheme:light dark}body{max-width:34rem;margin:12vh auto;padding:0 1.2rem;font:16px/1.6 system-ui,sans-serif}
li{margin:.4rem 0}button{padding:.6rem 2rem;border:0;border-radius:10px;background:#1677ff;color:#fff;font:inherit;cursor:pointer}
</style></head><body><h1>Alipay · sandbox</h1><ul>${rows}</ul>${form}</body></html>`
}
