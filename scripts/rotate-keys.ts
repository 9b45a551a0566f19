// npm run rotate:keys: re-encrypts sealed values of the database with the first key of ENCRYPTION_KEY.
import { ConfigError, readConfig } from '../src/config/index.ts'
import { type Database, DatabaseUnavailable } from '../src/store/database.ts'
import { resealBatch, SEALED_COLUMNS, type SealedColumn } from '../src/store/sealed-columns.ts'
import { secretBox } from '../src/store/secret-box.ts'
import { numberOf, runCommand } from './support/command.ts'
import { openDatabase } from './support/open-database.ts'

const USAGE = `Seals OAuth tokens, addresses and webhook secrets with the first key of ENCRYPTION_KEY; the other keys open what
they sealed. Gateways and workers may run meanwhile when they have the same keys. It can be broken off and begun anew.
Ends with 0 when no other key is needed any more, with 1 when there are values that none of the keys opens.

  ENCRYPTION_KEY=new,old npm run rotate:keys -- [--batch 500]

  --batch  values of one statement`

const options = { batch: { type: 'string', default: '500' } } as const

async function rotate(
  { prisma }: Database,
  column: SealedColumn,
  keys: readonly [Buffer, ...Buffer[]],
  limit: number,
): Promise<{ resealed: number; unopened: string[] }> {
  const box = secretBox(keys)
  const sum = { resealed: 0, unopened: [] as string[] }
  // Rows that others changed meanwhile are checked once more, from the start.
  for (let again = true; again; ) {
    again = false
    sum.unopened = []
    for (let after: string | null = ''; after !== null; ) {
      const batch = await resealBatch(prisma, column, box, keys[0], { after, limit })
      sum.resealed += batch.resealed
      sum.unopened.push(...batch.unopened)
      again ||= batch.overtaken > 0
      after = batch.after
    }
  }
  return sum
}

await runCommand(
  { usage: USAGE, options, expected: [ConfigError, DatabaseUnavailable] },
  async ({ batch }) => {
    const limit = numberOf('batch', batch, 1, 10_000)
    const config = readConfig()
    const database = await openDatabase(config)
    try {
      let lost = 0
      for (const column of SEALED_COLUMNS) {
        const { resealed, unopened } = await rotate(database, column, config.encryptionKeys, limit)
        lost += unopened.length
        process.stdout.write(`${column.table}.${column.column}: ${resealed} sealed anew\n`)
        for (const id of unopened.slice(0, 10))
          process.stdout.write(`  ${column.table} ${id}: none of the keys opens it\n`)
        if (unopened.length > 10) process.stdout.write(`  and ${unopened.length - 10} more\n`)
      }
      process.stdout.write(
        lost > 0
          ? `${lost} values can't be opened: add the key that sealed them to ENCRYPTION_KEY and run this again.\n`
          : 'Everything is sealed with the first key: the others may go.\n',
      )
      return lost > 0 ? 1 : 0
    } finally {
      await database.close()
    }
  },
)
