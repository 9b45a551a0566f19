// The console: asks the control API every two seconds, draws, and turns buttons into control calls.
import * as views from './console-views.mjs'

const find = (id) => document.getElementById(id)
const REFRESH_MS = 2_000
const SHOWN = 60
let tab = 'orders'
let toolsOf = ''
const drawn = new Map()

async function ask(method, path, body) {
  const response = await fetch(`/_control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}

// Redraws only what changed, so that a selection or a pressed button survives the refresh.
function draw(id, html) {
  if (drawn.get(id) === html) return
  drawn.set(id, html)
  find(id).innerHTML = html
}

function toast(text) {
  const box = find('toast')
  box.textContent = text
  box.classList.add('shown')
  clearTimeout(toast.timer)
  toast.timer = setTimeout(() => box.classList.remove('shown'), 2_200)
}

const platforms = Object.entries(views.NAMES)
const options = (all) => all.map(([value, name]) => `<option value="${value}">${name}</option>`).join('')
const search = '<input id="word" class="grow" type="search" placeholder="search by code or title">'
const KINDS = [
  'error',
  'ban',
  'expired-token',
  'latency',
  'http-500',
  'html',
  'truncated',
  'wrong-types',
  'huge',
  'hang',
  'lost-answer',
]

const TOOLS = {
  orders: '',
  stock: `${search}<select id="shop"><option value="">all shops</option>${options(platforms.slice(0, 3))}</select>`,
  purchases: '',
  warehouse: search,
  faults: `<select id="kind" aria-label="Fault">${options(KINDS.map((kind) => [kind, kind]))}</select>
    <select id="victim" aria-label="Platform"><option value="">any platform</option>${options(platforms)}</select>
    <input id="victimMethod" class="grow" placeholder="any method">
    <label class="row">calls <input id="times" type="number" value="1" min="1"></label>
    <button class="primary" data-action="fault">Order fault</button><button data-action="heal">Clear all</button>`,
  webhooks: `<button data-action="mode" data-copies="3">Send threefold</button><button data-action="mode" data-hold="1">Hold back</button>
    <button data-action="release">Release, newest first</button><button data-action="mode">Normal</button>`,
}

const value = (id) => find(id)?.value ?? ''
const newestFirst = (list) => list.reverse().slice(0, SHOWN)

const VIEWS = {
  orders: async () => views.orders(newestFirst((await ask('GET', 'orders')).orders)),
  stock: async () => {
    const query = new URLSearchParams({ q: value('word'), limit: String(SHOWN) })
    if (value('shop')) query.set('platform', value('shop'))
    return views.stock((await ask('GET', `stock?${query}`)).rows)
  },
  purchases: async () => views.purchases(newestFirst((await ask('GET', 'purchases')).purchases)),
  warehouse: async () => views.warehouse(await ask('GET', 'wms'), value('word').toLowerCase()),
  faults: async () => views.faults(await ask('GET', 'faults')),
  webhooks: async () => views.webhooks(await ask('GET', 'webhooks')),
}

async function refresh() {
  try {
    const overview = await ask('GET', 'overview')
    find('now').textContent = new Date(overview.now).toLocaleString('en-GB')
    find('ahead').textContent =
      overview.planned > 0 ? `${overview.planned} things to happen` : 'nothing planned'
    draw('shops', views.cards(overview))
    if (toolsOf !== tab) {
      toolsOf = tab
      find('tools').innerHTML = TOOLS[tab]
    }
    const current = tab
    const html = await VIEWS[current]()
    if (current === tab) draw('view', html)
    const query = value('callPlatform') ? `?platform=${value('callPlatform')}` : ''
    draw('calls', views.calls(newestFirst((await ask('GET', `calls${query}`)).calls)))
    find('live').className = 'live'
  } catch (error) {
    find('live').className = 'live off'
    find('live').title = String(error)
  }
}

const ACTIONS = {
  order: ({ platform }) => ask('POST', 'orders', { platform, paid: true }),
  expire: ({ platform }) => ask('POST', 'tokens/expire', { platform }),
  step: ({ platform, id, step, line }) =>
    ask('POST', 'orders/step', { platform, id, step, ...(line ? { lineId: line } : {}) }),
  purchase: ({ platform, id, step }) => ask('POST', 'purchases/step', { platform, id, step }),
  stock: ({ platform, sku, delta, quantity }) =>
    ask('POST', 'stock', {
      platform,
      externalSkuId: sku,
      ...(delta === undefined ? { quantity: Number(quantity) } : { delta: Number(delta) }),
    }),
  wms: ({ warehouse, item, delta }) =>
    ask('POST', 'wms/stock', { warehouseCode: warehouse, itemCode: item, delta: Number(delta) }),
  fault: () =>
    ask('POST', 'faults', {
      kind: value('kind'),
      calls: Number(value('times')),
      seconds: 10,
      ...(value('victim') ? { platform: value('victim') } : {}),
      ...(value('victimMethod') ? { method: value('victimMethod') } : {}),
    }),
  heal: () => ask('DELETE', 'faults'),
  mode: ({ copies, hold }) =>
    ask('POST', 'webhooks/mode', { copies: Number(copies ?? 1), hold: hold === '1' }),
  release: () => ask('POST', 'webhooks/release'),
}

document.addEventListener('click', async ({ target }) => {
  const pressed = target.closest('button')
  if (!pressed) return
  const { tab: chosen, advance, action } = pressed.dataset
  try {
    if (chosen) {
      tab = chosen
      for (const each of find('tabs').children) each.setAttribute('aria-selected', String(each === pressed))
    } else if (advance) {
      const { happened } = await ask('POST', 'advance', { ms: Number(advance) })
      toast(happened === 1 ? 'one thing happened' : `${happened} things happened`)
    } else if (pressed.id === 'clearCalls') await ask('DELETE', 'calls')
    else if (action) {
      const { done } = await ACTIONS[action](pressed.dataset)
      toast(done === false ? 'not possible in this state' : 'done')
    }
  } catch (error) {
    toast(error.message)
  }
  await refresh()
})
document.addEventListener('input', ({ target }) => {
  if (['word', 'shop', 'callPlatform'].includes(target.id)) refresh()
})

find('callPlatform').insertAdjacentHTML('beforeend', options(platforms))
await refresh()
setInterval(refresh, REFRESH_MS)
