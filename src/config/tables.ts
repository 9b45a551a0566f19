import { ANSWERS } from './answers.ts'
import { AUTH } from './auth.ts'
import { DATABASE } from './database.ts'
import { ITEMS } from './items.ts'
import { CONNECTIONS, LIMITS } from './limits.ts'
import { MAIL } from './mail.ts'
import { MARKETPLACES } from './marketplaces.ts'
import { MEDIA } from './media.ts'
import { ORDERS } from './orders.ts'
import { PAYMENTS } from './payments.ts'
import { PURCHASING } from './purchasing.ts'
import { RATES } from './rates.ts'
import { RETENTION } from './retention.ts'
import { SEARCH } from './search.ts'
import { SANDBOX_SETTINGS, SERVER } from './server.ts'
import type { Table } from './setting.ts'
import { SYNC_SETTINGS, WAREHOUSE } from './sync.ts'
import { TRACING } from './tracing.ts'
import { TRANSLATION } from './translation.ts'

/** Every setting there is, in groups as docs/configuration.md and deploy/env.example print them. */
export const GROUPS: readonly { readonly title: string; readonly table: Table }[] = [
  { title: 'Server', table: SERVER },
  { title: 'Database and events', table: DATABASE },
  { title: 'Tokens and keys', table: AUTH },
  { title: 'Limits', table: LIMITS },
  { title: 'Connections', table: CONNECTIONS },
  { title: 'Answers', table: ANSWERS },
  { title: 'Marketplaces', table: MARKETPLACES },
  { title: 'Purchasing', table: PURCHASING },
  { title: 'Items', table: ITEMS },
  { title: 'Translation', table: TRANSLATION },
  { title: 'Search', table: SEARCH },
  { title: 'Files and pictures', table: MEDIA },
  { title: 'Orders', table: ORDERS },
  { title: 'Payments', table: PAYMENTS },
  { title: 'Exchange rates', table: RATES },
  { title: 'Synchronisation', table: SYNC_SETTINGS },
  { title: 'Warehouse system', table: WAREHOUSE },
  { title: 'E-mail and alerts', table: MAIL },
  { title: 'Tracing', table: TRACING },
  { title: 'Retention', table: RETENTION },
  { title: 'Sandbox', table: SANDBOX_SETTINGS },
]
