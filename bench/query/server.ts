import { answerCalls } from '../feed/rpc.ts'
import { CONTENDERS, type ContenderName } from './contender.ts'
import { makeRows } from './rows.ts'

/** The server process: a contender. Started by the runner with its name, the number of products, and a database. */
const [, , name, products, databaseUrl] = process.argv
const { start } = await CONTENDERS[name as ContenderName]()
const { port } = await start({ rows: makeRows(Number(products)), databaseUrl: databaseUrl || null })

answerCalls({
  port: () => port,
  /** CPU of this process so far, user and system, µs. */
  cpu() {
    const { user, system } = process.cpuUsage()
    return user + system
  },
})
