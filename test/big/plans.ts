import pg from 'pg'

export interface AskedStatement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Records what is asked over connections of this process while `work` runs: reads, with their values. */
export async function statementsOf(work: () => Promise<unknown>): Promise<AskedStatement[]> {
  const asked: AskedStatement[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function record(this: pg.Client, ...args: unknown[]) {
    const [first, second] = args
    const { text, values } =
      typeof first === 'string' ? { text: first, values: second } : (first as AskedStatement)
    if (/^\s*(SELECT|WITH)\b/i.test(text))
      asked.push({ text, values: (values as unknown[] | undefined) ?? [] })
    return (query as (...given: unknown[]) => unknown).apply(this, args)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return asked
}

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly Node[]
}

export interface Plan {
  readonly text: string
  /** Pages of tables and indexes that the statement looks at. */
  readonly buffers: number
  /** Large tables that are read whole. */
  readonly scanned: readonly string[]
}

/** Pages of a table that PostgreSQL may well read whole instead of an index. */
const FEW_PAGES = 300

/** Runs the statement again and gives what PostgreSQL read for it. */
export async function planOf(client: pg.Client, { text, values }: AskedStatement): Promise<Plan> {
  const explain = `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(explain, [...values])
  const top = rows[0]?.['QUERY PLAN'][0].Plan as Node
  const tables: string[] = []
  const visit = (node: Node) => {
    if (node['Node Type'] === 'Seq Scan' && node['Relation Name']) tables.push(node['Relation Name'])
    for (const below of node.Plans ?? []) visit(below)
  }
  visit(top)
  const large = await client.query<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class WHERE relname = ANY($1) AND relkind = 'r' AND relpages > ${FEW_PAGES}`,
    [tables],
  )
  const scanned = large.rows.map(({ name }) => name)
  return { text, buffers: top['Shared Hit Blocks'] + top['Shared Read Blocks'], scanned }
}
