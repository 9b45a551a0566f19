import { beforeAll, expect, it } from 'vitest'
import { secretBox } from '../../src/store/secret-box.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { run, stopProgramsAfterwards } from '../path/support/program.ts'
import { describeWith } from '../support/binaries.ts'
import { postgresDatabase } from '../support/databases.ts'

stopProgramsAfterwards()

const [OLD, NEW] = ['old', 'new'].map((text) => Buffer.alloc(32, text)) as [Buffer, Buffer]
const text = (...keys: Buffer[]) => keys.map((key) => key.toString('base64')).join(',')

describeWith(['PostgreSQL'], 'npm run rotate:keys', () => {
  let url: string
  const rotate = async (keys: string, ...args: string[]) => {
    const program = run('scripts/rotate-keys.ts', { DATABASE_URL: url, ENCRYPTION_KEY: keys }, args)
    const { code } = await program.ended()
    expect(program.stderr).toBe('')
    return { code, lines: program.stdout.trimEnd().split('\n') }
  }
  /** What is in the database, opened with the new key alone. */
  const openedWithNew = async () => {
    const database = await openServerDatabase({ url })
    const open = (sealed: Uint8Array | null) => sealed && secretBox([NEW]).open(sealed)
    try {
      const suppliers = await database.prisma.supplier.findMany({ orderBy: { key: 'asc' } })
      const [shop] = await database.prisma.shop.findMany()
      return [...suppliers.map((row) => open(row.webhookSecret)), shop && open(shop.accessToken)]
    } finally {
      await database.close()
    }
  }

  beforeAll(async () => {
    url = await postgresDatabase()
    const database = await openServerDatabase({ url })
    const { seal } = secretBox([OLD])
    await database.prisma.supplier.createMany({
      data: ['a', 'b', 'c', 'd', 'e'].map((key) => ({
        key,
        name: key,
        webhookSecret: seal(`secret ${key}`),
      })),
    })
    await database.prisma.shop.create({
      data: {
        platform: 'JD',
        externalShopId: '1',
        name: 'Shop',
        accessToken: seal('token'),
        refreshToken: null,
      },
    })
    await database.close()
  })

  it('says what no key opens, and changes nothing then', async () => {
    const { code, lines } = await rotate(text(NEW))
    expect(code).toBe(1)
    expect(lines).toContain('supplier.webhook_secret: 0 sealed anew')
    expect(lines.filter((line) => line.endsWith('none of the keys opens it'))).toHaveLength(6)
    await expect(openedWithNew()).rejects.toThrow('not among ENCRYPTION_KEY')
  })

  it('seals everything with the first key, after which the old one is not needed; a second run finds nothing', async () => {
    const first = await rotate(text(NEW, OLD), '--batch', '2')
    expect(first).toEqual({
      code: 0,
      lines: [
        'shop.access_token: 1 sealed anew',
        'shop.refresh_token: 0 sealed anew',
        'order.shipping_address: 0 sealed anew',
        'supplier.webhook_secret: 5 sealed anew',
        'oauth_state.verifier: 0 sealed anew',
        'Everything is sealed with the first key: the others may go.',
      ],
    })
    expect(await openedWithNew()).toEqual([
      'secret a',
      'secret b',
      'secret c',
      'secret d',
      'secret e',
      'token',
    ])
    const second = await rotate(text(NEW))
    expect(second.code).toBe(0)
    expect(second.lines.filter((line) => line.endsWith(': 0 sealed anew'))).toHaveLength(5)
  })
})
