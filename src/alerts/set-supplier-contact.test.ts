import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { secretBox } from '../store/secret-box.ts'
import { setSupplierContact } from './set-supplier-contact.ts'

const box = secretBox([Buffer.alloc(32, 7)])
const SECRET = 'a secret of sixteen'

testDatabases('setSupplierContact', (database) => {
  const set = (input: object, allowPrivateWebhooks = false) =>
    setSupplierContact({ prisma: database().prisma, secretBox: box, allowPrivateWebhooks }, input)
  const supplier = async () => {
    const key = `supplier-${v7()}`
    await database().prisma.supplier.create({ data: { key, name: key } })
    return key
  }
  const read = (key: string) => database().prisma.supplier.findUniqueOrThrow({ where: { key } })
  const errorsOf = async (input: object, allowPrivate = false) => {
    const result = await set(input, allowPrivate)
    return result.ok ? [] : result.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)
  }

  it('keeps the secret sealed', async () => {
    const key = await supplier()
    expect(
      await set({ supplier: key, webhookUrl: 'https://example.com/x', webhookSecret: SECRET }),
    ).toMatchObject({ ok: true })
    const { webhookSecret } = await read(key)
    expect(Buffer.from(webhookSecret ?? []).toString('latin1')).not.toContain(SECRET)
    expect(box.open(webhookSecret as Uint8Array)).toBe(SECRET)
  })

  it('changes what is given, takes away what is null, and leaves the rest', async () => {
    const key = await supplier()
    await set({
      supplier: key,
      webhookUrl: 'https://example.com/x',
      webhookSecret: SECRET,
      email: 'a@example.com',
    })
    await set({ supplier: key, webhookUrl: 'https://example.com/y' })
    expect(await read(key)).toMatchObject({ webhookUrl: 'https://example.com/y', email: 'a@example.com' })
    await set({ supplier: key, webhookUrl: null, webhookSecret: null, email: null })
    expect(await read(key)).toMatchObject({ webhookUrl: null, webhookSecret: null, email: null })
  })

  it('refuses a webhook without a secret', async () => {
    const key = await supplier()
    expect(await errorsOf({ supplier: key, webhookUrl: 'https://example.com/x' })).toEqual([
      'INVALID_INPUT webhookSecret',
    ])
    await set({ supplier: key, webhookUrl: 'https://example.com/x', webhookSecret: SECRET })
    expect(await errorsOf({ supplier: key, webhookSecret: null })).toEqual(['INVALID_INPUT webhookSecret'])
  })

  it('refuses what is no address, a short secret and an unknown supplier, naming the field', async () => {
    const key = await supplier()
    expect(await errorsOf({ supplier: key, webhookUrl: 'ftp://example.com', webhookSecret: SECRET })).toEqual(
      ['INVALID_INPUT webhookUrl'],
    )
    expect(await errorsOf({ supplier: key, email: 'nobody', webhookSecret: 'short' })).toEqual([
      'INVALID_INPUT webhookSecret',
      'INVALID_INPUT email',
    ])
    expect(await errorsOf({ supplier: 'none', email: 'a@example.com' })).toEqual(['NOT_FOUND supplier'])
  })

  it('takes a private address only where that is allowed', async () => {
    const input = { supplier: await supplier(), webhookUrl: 'http://127.0.0.1:9/', webhookSecret: SECRET }
    expect(await errorsOf(input)).toEqual(['INVALID_INPUT webhookUrl'])
    expect(await errorsOf(input, true)).toEqual([])
  })
})
