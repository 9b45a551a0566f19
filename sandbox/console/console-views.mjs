// Views of the console, as HTML text. Nothing here talks to the server.

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const esc = (value) => String(value ?? '').replace(/[&<>"]/g, (char) => ESCAPES[char])

export const NAMES = {
  TAOBAO: 'Taobao',
  JD: 'JD',
  ALIBABA_1688: '1688',
  TAOBAO_GLOBAL: 'Taobao Global',
  JD_VOP: 'JD VOP',
  QIMEN: 'Qimen WMS',
}

const yuan = (fen) =>
  `¥${(fen / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
// The time of today, the day and time of earlier days.
const clock = (iso) => {
  const at = new Date(iso)
  if (at.toDateString() === new Date().toDateString()) return at.toLocaleTimeString('en-GB')
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
}
const tag = (text, tone = '') => `<span class="tag ${tone}">${esc(text)}</span>`
const from = (platform) => `<span class="tag from ${platform}">${NAMES[platform]}</span>`
const button = (label, action, data = {}, style = 'small') => {
  const attributes = Object.entries(data)
    .map(([name, value]) => ` data-${name}="${esc(value)}"`)
    .join('')
  return `<button class="${style}" data-action="${action}"${attributes}>${esc(label)}</button>`
}
const table = (heads, rows, nothing) =>
  rows.length === 0
    ? `<p class="empty">${nothing}</p>`
    : `<table><thead><tr>${heads.map((head) => `<th${head.startsWith('#') ? ' class="n"' : ''}>${head.replace('#', '')}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`

const TONES = {
  PAID: 'warn',
  PART_SHIPPED: 'warn',
  UNPAID: '',
  HELD: '',
  PAYING: 'warn',
  SHIPPED: 'good',
  SIGNED: 'good',
  FINISHED: 'good',
  DONE: 'good',
  CANCELLED: 'bad',
  CANCELED: 'bad',
  REFUNDED: 'bad',
  CLOSED_UNPAID: 'bad',
}
const status = (value) => tag(value.toLowerCase().replaceAll('_', ' '), TONES[value] ?? '')

export function cards({ shops, buyers }) {
  const figure = (label, value) => `<div><dt>${label}</dt><dd>${value}</dd></div>`
  const token = (value) => tag(`token ${value}`, value === 'valid' ? 'good' : 'bad')
  const sellers = shops.map(
    (shop) => `<article class="card ${shop.platform}"><h2>${esc(shop.name)} ${token(shop.token)}</h2>
      <p>${NAMES[shop.platform]} · ${esc(shop.key)}</p>
      <dl>${figure('items', shop.items)}${figure('SKUs', shop.skus)}${figure('low', shop.low)}${figure('out', shop.out)}${figure('orders', shop.orders)}</dl>
      <div class="row">${button('New order', 'order', { platform: shop.platform }, 'small primary')}${button('Expire token', 'expire', { platform: shop.platform })}</div></article>`,
  )
  const purses = buyers.map(
    (
      each,
    ) => `<div class="row"><span class="dot ${each.platform}"></span><span class="wide">${NAMES[each.platform]}</span>
      <span class="muted whole">${each.open} open</span><b>${yuan(each.balanceFen)}</b></div>`,
  )
  return `${sellers.join('')}<article class="card"><h2>Buyer accounts</h2><p>money left at the suppliers</p><div class="purses">${purses.join('')}</div></article>`
}

const STEPS = {
  UNPAID: [
    ['pay', 'Pay'],
    ['close', 'Close'],
  ],
  PAID: [
    ['ship', 'Ship'],
    ['refund', 'Refund'],
  ],
  PART_SHIPPED: [['ship', 'Ship rest']],
  SHIPPED: [
    ['finish', 'Finish'],
    ['refund', 'Refund'],
  ],
}
const lines = (all) =>
  all.map((line) => `<span class="whole">${esc(line.code)} × ${line.quantity}</span>`).join('<br>')
const below = (parcels) =>
  parcels
    .map(
      ({ number, step }) =>
        `<br><small class="whole">${esc(number)} · ${step.toLowerCase().replaceAll('_', ' ')}</small>`,
    )
    .join('')

export const orders = (list) =>
  table(
    ['Shop', 'Order', 'Lines', '#Goods', 'Status', '#Changed', ''],
    list.map((order) => {
      const data = { platform: order.platform, id: order.id }
      const refund = order.lines.find((line) => line.refund === 'ASKED' || line.refund === 'AGREED')
      const steps = (STEPS[order.status] ?? [])
        .filter(([step]) => step !== 'refund' || !refund)
        .map(([step, label]) => button(label, 'step', { ...data, step }))
      if (refund) steps.push(button('Pay back', 'step', { ...data, step: 'refund-done', line: refund.id }))
      return `<tr><td>${from(order.platform)}</td><td><span class="id">${order.id}</span>${below(order.parcels)}</td><td>${lines(order.lines)}</td><td class="n">${yuan(order.goodsFen)}</td>
        <td>${status(order.status)}${refund ? ` ${tag('refund asked', 'bad')}` : ''}</td><td class="n">${clock(order.modified)}</td><td><div class="row end">${steps.join('')}</div></td></tr>`
    }),
    'No consumer has ordered yet. “New order” on a shop makes one.',
  )

export const stock = (rows) =>
  table(
    ['', 'SKU', 'Shop', 'SKU id', '#Price', '#Changed', '#Stock', ''],
    rows.map((row) => {
      const data = { platform: row.platform, sku: row.externalSkuId }
      const tone = row.quantity === 0 ? 'bad' : row.quantity < 10 ? 'warn' : 'good'
      return `<tr><td><img src="${esc(row.image)}" alt=""></td><td>${esc(row.titleEn)}<br><small>${esc(row.code)} · ${esc(row.titleZh)}</small></td><td>${from(row.platform)}</td>
        <td class="id">${row.externalSkuId}</td><td class="n">${yuan(row.priceFen)}</td><td class="n">${clock(row.modified)}</td><td class="n">${tag(row.quantity, tone)}</td>
        <td><div class="row end">${button('−1', 'stock', { ...data, delta: -1 })}${button('+10', 'stock', { ...data, delta: 10 })}${button('empty', 'stock', { ...data, quantity: 0 })}</div></td></tr>`
    }),
    'No SKU is called that.',
  )

const PURCHASE_STEPS = {
  HELD: ['pay', 'cancel'],
  UNPAID: ['pay', 'cancel'],
  PAID: ['ship'],
  SHIPPED: ['finish'],
  SIGNED: ['finish'],
}

export const purchases = (list) =>
  table(
    ['Platform', 'Purchase', 'Own key', 'Lines', '#Total', 'Status', ''],
    list.map((each) => {
      const steps = (PURCHASE_STEPS[each.status] ?? []).map((step) =>
        button(step, 'purchase', { platform: each.platform, id: each.id, step }),
      )
      return `<tr><td>${from(each.platform)}</td><td><span class="id">${each.id}</span>${below(each.parcels)}</td><td class="id">${esc(each.ownKey)}</td><td>${lines(each.lines)}</td>
        <td class="n">${yuan(each.totalFen)}</td><td>${status(each.status)}</td><td><div class="row end">${steps.join('')}</div></td></tr>`
    }),
    'Nothing has been bought yet.',
  )

export function warehouse({ stock: levels, orders: all }, word) {
  const found = levels.filter((level) =>
    `${level.itemCode} ${level.warehouseCode}`.toLowerCase().includes(word),
  )
  const orderRows = all.map(
    (
      order,
    ) => `<tr><td>${esc(order.kind)}</td><td class="id">${esc(order.code)}</td><td>${esc(order.warehouseCode)}</td>
      <td>${order.lines.map((line) => `${esc(line.itemCode)} × ${line.planQty}`).join('<br>')}</td><td>${status(order.status)}</td><td class="id">${esc(order.expressCode)}</td></tr>`,
  )
  const stockRows = found.slice(0, 60).map((level) => {
    const data = { warehouse: level.warehouseCode, item: level.itemCode }
    return `<tr><td>${esc(level.itemCode)}</td><td>${esc(level.warehouseCode)}</td><td class="n">${level.locked}</td><td class="n">${level.quantity}</td>
      <td><div class="row end">${button('−1', 'wms', { ...data, delta: -1 })}${button('+10', 'wms', { ...data, delta: 10 })}</div></td></tr>`
  })
  return (
    table(
      ['Kind', 'Code', 'Warehouse', 'Lines', 'Status', 'Parcel'],
      orderRows,
      'No entry or delivery order yet.',
    ) + table(['Item', 'Warehouse', '#Locked', '#On hand', ''], stockRows, 'Nothing lies here.')
  )
}

export const faults = ({ faults: list, quotas }) =>
  table(
    ['Fault', 'Platform', 'Method', '#Calls left'],
    list.map(
      (fault) =>
        `<tr><td>${tag(fault.kind, 'bad')}</td><td>${fault.platform ? from(fault.platform) : 'any'}</td><td class="id">${esc(fault.method ?? 'any')}</td><td class="n">${fault.kind === 'ban' ? 'until it ends' : fault.remaining}</td></tr>`,
    ),
    'Everything works. Order a fault above and watch the callers cope.',
  ) +
  Object.entries(quotas)
    .map(
      ([platform, rule]) =>
        `<p class="empty">${NAMES[platform]}: at most ${rule.callsPerSecond} calls per second</p>`,
    )
    .join('')

export const webhooks = ({ addresses, held, mode, deliveries }) => {
  const known = Object.entries(addresses)
    .map(([platform, url]) => `${from(platform)} <span class="id">${esc(url)}</span>`)
    .join('<br>')
  const rows = [...deliveries].reverse().map(
    (
      each,
    ) => `<tr><td class="n">${clock(each.at)}</td><td>${from(each.platform)}</td><td>${esc(each.about)}</td><td class="n">${each.attempt}</td>
      <td>${tag(each.status ?? 'no answer', each.taken ? 'good' : 'bad')}</td><td><small>${esc(each.answer.slice(0, 80))}</small></td></tr>`,
  )
  const note = mode.hold ? `held back: ${held}` : mode.copies > 1 ? `every letter ${mode.copies} times` : ''
  return `${known ? `<p class="tools">${known}</p>` : ''}${note ? `<p class="tools">${tag(note, 'warn')}</p>` : ''}${table(['#At', 'Platform', 'About', '#Try', 'Answer', ''], rows, 'No webhook or callback was sent yet. Addresses are registered with POST /_control/webhooks.')}`
}

export const calls = (list) =>
  list
    .map((call) => {
      const params = Object.entries(call.params)
        .filter(([name]) => !['method', 'app_key', 'v', 'format', 'sign_method', 'fields'].includes(name))
        .map(([name, value]) => `${name}=${value}`)
        .join(' ')
      return `<li title="${esc(params)}"><div class="line"><span class="dot ${call.platform}"></span><b>${esc(call.method)}</b>${tag(call.code, call.code === '0' ? 'good' : 'bad')}</div>
        <small>${clock(call.at)} · ${call.durationMs} ms${call.faults.length > 0 ? ` · ${esc(call.faults.join(', '))}` : ''} · ${esc(params)}</small></li>`
    })
    .join('') || '<li class="empty">Nobody has called yet.</li>'
