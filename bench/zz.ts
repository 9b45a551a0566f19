import { openEmbeddedDatabase } from '../src/store/embedded-database.ts'
import { migrate } from '../src/store/migrator.ts'
import { catalogueTables } from '../src/store/seed/catalogue.ts'
import { exchangeRateTables } from '../src/store/seed/exchange-rates.ts'
import { orderTables } from '../src/store/seed/orders.ts'
import { shopTables } from '../src/store/seed/shops.ts'
import { stockTables } from '../src/store/seed/stock.ts'
import { insertRows } from '../src/store/seed/table-rows.ts'
import { secretBox } from '../src/store/secret-box.ts'
import { SANDBOX_ACCOUNTS } from '../src/wiring/sandbox.ts'
const db = await openEmbeddedDatabase({dataDir:null}); await migrate(db)
const options = {now:new Date(), imageBase:'http://127.0.0.1:1/images', secretBox: secretBox([Buffer.alloc(32,'x')]), shopAccounts: SANDBOX_ACCOUNTS} as never
let t=performance.now()
const tables=[...catalogueTables(options),...shopTables(options),...stockTables(options),...orderTables(options),...exchangeRateTables(options)]
console.log('rows made', performance.now()-t)
await db.prisma.$transaction(async tx=>{
for (const table of tables){ t=performance.now(); await insertRows(tx, table); console.log(table.table, table.rows.length, Math.round(performance.now()-t)) }
t=performance.now()
},{timeout:200000})
console.log('commit', performance.now()-t)
await db.close()
