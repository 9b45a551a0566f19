import pg from 'pg'

/** Rows of each table. */
const ROWS = 9

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly isList: boolean
  /** Values of an enum. */
  readonly values: string[] | null
  /** The table that it refers to. */
  readonly refersTo: string | null
  readonly unique: boolean
}

/** Unusual texts, numbers and times, more than we ever use. */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  text: ['', 'plain', '旅行水壶', 'a "quoted", {braced} \\ one', 'NULL', '🫖\n'],
  _text: [[], ['a', ''], ['with "quotes"', 'a,b', '\\', 'NULL', '旅行'], ['{}']],
  int4: [0, 1, -7, 700_000_000, -600_000_000],
  _int4: [[], [1, -7], [700_000_000]],
  int8: ['0', '9223372036854775807', '-9223372036854775808', '9007199254740993'],
  float8: [0.5, -1e-7, 1e21],
  numeric: ['0', '7.1234567890', '-0.0000000001', '1234567890.5'],
  'numeric of few digits': ['0', '7.1234', '-0.0001', '99999.5'],
  bool: [true, false],
  timestamptz: [
    '2026-02-28 23:59:59.999+00',
    '2026-01-01 00:00:00+00',
    '1969-12-31 23:59:59.1+00',
    '0044-03-15 12:00:00.05+00',
    '9999-12-31 23:59:59.12+00',
    '2026-06-01 03:00:00.007+05:30',
  ],
  jsonb: [{}, [], { a: { b: [1, '2', null] } }, 'text', 7, [{ name: 'Colour', valueZh: '红' }]],
  tsvector: ['', "'plain':1A '旅行':2B"],
  bytea: ['\\x', '\\x00ff10', '\\xdeadbeef'],
}

/** Fills every table of a database that is thrown away afterwards: its checks and triggers are put out of force. */
export async function fillEveryTable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET session_replication_role = replica`)
    const { rows: rules } = await client.query<{ sql: string }>(RULES)
    for (const { sql } of rules) await client.query(sql)
    const { rows: columns } = await client.query<Column>(COLUMNS)
    for (const [table, some] of Map.groupBy(columns, (column) => column.table)) {
      const names = some.map(({ name }) => `"${name}"`).join(', ')
      const rows = Array.from({ length: ROWS }, (_, row) =>
        Object.fromEntries(some.map((column, place) => [column.name, sampleOf(column, row, place)])),
      )
      await client.query(`DELETE FROM "${table}"`)
      await client.query(
        `INSERT INTO "${table}" (${names})
         SELECT ${names} FROM json_populate_recordset(null::"${table}", $1) ON CONFLICT DO NOTHING`,
        [JSON.stringify(rows)],
      )
    }
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
}

/** Checks, and what must be unique of several columns or of some rows. */
const RULES = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS sql
  FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('DROP INDEX %s', indexrelid::regclass) FROM pg_index JOIN pg_class c ON c.oid = indrelid
  WHERE c.relnamespace = 'public'::regnamespace AND indisunique AND NOT indisprimary
    AND (indnkeyatts > 1 OR indpred IS NOT NULL OR indexprs IS NOT NULL)`

const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, NOT a.attnotnull AS nullable,
    CASE WHEN t.typname = 'numeric' AND a.atttypmod > 0 THEN 'numeric of few digits' ELSE t.typname END AS type,
    t.typcategory = 'A' AS "isList",
    (SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid IN (t.oid, t.typelem)) AS values,
    (SELECT confrelid::regclass::text FROM pg_constraint
     WHERE contype = 'f' AND conrelid = c.oid AND conkey = ARRAY[a.attnum] LIMIT 1) AS "refersTo",
    EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisunique AND indkey::text = a.attnum::text) AS unique
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = '' AND c.relname NOT LIKE '\\_%'
  ORDER BY c.relname, a.attnum`

function sampleOf(column: Column, row: number, place: number): unknown {
  const { table, name, type, nullable, isList, values, refersTo, unique } = column
  if (name === 'id' && type === 'text') return idOf(table, row)
  if (nullable && (row + place) % 4 === 3) return null
  // Several rows refer to the same one, none to some.
  if (refersTo) return idOf(refersTo, unique ? row : (row * ((place % 3) + 1) + place) % (ROWS - 2))
  if (values) return isList ? values.slice(0, row % 3) : values[(row + place) % values.length]
  const samples = SAMPLES[type]
  if (!samples) throw new Error(`no samples of ${type} (${name})`)
  const sample = samples[(row + place) % samples.length]
  return type === 'text' && row >= samples.length ? `${sample}${row}` : sample
}

function idOf(table: string, row: number): string {
  return `${table.replaceAll('"', '')}-${row}`
}
