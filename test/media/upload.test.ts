import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { filesOf, picture } from './support.ts'

const gateway = gatewayOfThisFile({ SEED: 'off', MEDIA_MAX_BYTES: '200000' })
const files = filesOf(gateway)

describe('a picture of a product', () => {
  it('is announced, put once, and shown to everybody at an address that stays', async () => {
    const bytes = await picture('jpeg')
    const { upload, uploadUrl, expiresAt } = await files.announce({
      contentType: 'image/jpeg',
      bytes: bytes.length,
      purpose: 'PRODUCT_MEDIA',
    })
    expect(upload).toMatchObject({ complete: false, url: null })
    expect(new Date(expiresAt ?? 0).getTime()).toBeGreaterThan(Date.now())
    const put = await files.put(uploadUrl ?? '', bytes, { origin: 'https://shop.example' })
    expect(put).toEqual({
      status: 201,
      body: { bytes: bytes.length, contentType: 'image/jpeg', width: 800, height: 400 },
    })
    expect(await files.put(uploadUrl ?? '', bytes)).toMatchObject({ status: 409, body: { code: 'COMPLETE' } })
    const guessed = (uploadUrl ?? '').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect(await files.put(guessed, bytes)).toMatchObject({ status: 404 })

    const file = await files.fileOf(upload?.id ?? '')
    expect(file).toMatchObject({ complete: true, width: 800, height: 400 })
    const shown = await fetch(file?.url ?? '')
    expect([shown.status, Buffer.compare(Buffer.from(await shown.arrayBuffer()), bytes)]).toEqual([200, 0])
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'access-control-allow-origin': '*',
    })
    const etag = shown.headers.get('etag') ?? ''
    const again = await fetch(file?.url ?? '', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('is drawn in a width that is asked for, once for many who ask, and in no other width', async () => {
    const url = (await files.fileOf(await files.upload(await picture('png'), 'image/png', 'PRODUCT_MEDIA')))
      ?.url
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`${url}?w=320`)))
    const drawn = await Promise.all(answers.map(async (one) => Buffer.from(await one.arrayBuffer())))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(new Set(drawn.map((one) => one.toString('hex'))).size).toBe(1)
    expect(answers[0]?.headers.get('content-type')).toBe('image/webp')
    expect(await sharp(drawn[0]).metadata()).toMatchObject({ format: 'webp', width: 320, height: 160 })
    const wider = Buffer.from(await (await fetch(`${url}?w=1280`)).arrayBuffer())
    expect((await sharp(wider).metadata()).width).toBe(800)
    const odd = await fetch(`${url}?w=321`)
    expect([odd.status, await odd.json()]).toEqual([
      400,
      { error: 'w has to be one of 160, 320, 640, 960, 1280; got "321".' },
    ])
  })

  it('is not there under the address of bytes that nobody gave', async () => {
    const none = `${gateway().url}/media/${'0'.repeat(64)}.jpg`
    expect([(await fetch(none)).status, (await fetch(`${none}?w=160`)).status]).toEqual([404, 404])
  })
})

describe('bytes are refused', () => {
  const announced = async (bytes: Buffer, contentType = 'image/png', purpose = 'PRODUCT_MEDIA', more = 0) => {
    const { uploadUrl } = await files.announce({ contentType, bytes: bytes.length + more, purpose })
    return files.put(uploadUrl ?? '', bytes)
  }
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>',
  )

  it.each<[string, () => Promise<Buffer> | Buffer, string, string, string]>([
    ['a JPEG announced as PNG', () => picture('jpeg'), 'image/png', 'PRODUCT_MEDIA', 'image/jpeg'],
    ['SVG', () => svg, 'image/png', 'PRODUCT_MEDIA', 'is svg'],
    [
      'a page',
      () => Buffer.from('<!doctype html><script>1</script>'),
      'image/png',
      'PRODUCT_MEDIA',
      'no picture',
    ],
    ['a program', () => Buffer.from('MZ\x90\0\x03'), 'image/jpeg', 'AFTER_SALES', 'no picture'],
    ['a page as CSV', () => Buffer.from('\n<html>'), 'text/csv', 'CATALOGUE_CSV', 'is a page'],
    [
      'a spreadsheet as CSV',
      () => Buffer.from('PK\x03\x04xlsx'),
      'text/csv',
      'CATALOGUE_CSV',
      'save it as CSV',
    ],
  ])('that are %s', async (_what, make, contentType, purpose, words) => {
    const { status, body } = await announced(await make(), contentType, purpose)
    expect([status, body.code]).toEqual([415, 'WRONG_TYPE'])
    expect(body.error).toContain(words)
  })

  it('that are more or fewer than was announced, and the right ones are taken afterwards', async () => {
    const bytes = await picture('png')
    const { uploadUrl, upload } = await files.announce({
      contentType: 'image/png',
      bytes: bytes.length,
      purpose: 'PRODUCT_MEDIA',
    })
    const put = (body: Buffer) => files.put(uploadUrl ?? '', body)
    expect(await put(Buffer.concat([bytes, Buffer.from('more')]))).toMatchObject({ status: 413 })
    expect(await put(bytes.subarray(1))).toMatchObject({ status: 400, body: { code: 'INCOMPLETE' } })
    expect((await files.fileOf(upload?.id ?? ''))?.complete).toBe(false)
    expect(await put(bytes)).toMatchObject({ status: 201 })
  })

  it('without the secret, and after the time', async () => {
    const bytes = await picture('gif')
    const input = { contentType: 'image/gif', bytes: bytes.length, purpose: 'PRODUCT_MEDIA' }
    const { uploadUrl } = await files.announce(input)
    const guessed = (uploadUrl ?? '').replace(/secret=.*/, 'secret=guess')
    expect(await files.put(guessed, bytes)).toMatchObject({ status: 404 })
    const { prisma } = gateway().database
    await prisma.upload.updateMany({ where: { completedAt: null }, data: { expiresAt: new Date(0) } })
    expect(await files.put(uploadUrl ?? '', bytes)).toMatchObject({ status: 410, body: { code: 'EXPIRED' } })
  })
})

describe('an announcement is refused', () => {
  it.each([
    [
      'a type that is not taken',
      { contentType: 'image/svg+xml', bytes: 9, purpose: 'PRODUCT_MEDIA' },
      'INVALID_INPUT',
      ['contentType'],
    ],
    [
      'a picture as CSV',
      { contentType: 'image/png', bytes: 9, purpose: 'CATALOGUE_CSV' },
      'INVALID_INPUT',
      ['contentType'],
    ],
    [
      'more bytes than are allowed',
      { contentType: 'image/png', bytes: 200_001, purpose: 'PRODUCT_MEDIA' },
      'LIMIT_EXCEEDED',
      ['bytes'],
    ],
    [
      'no bytes',
      { contentType: 'image/png', bytes: 0, purpose: 'PRODUCT_MEDIA' },
      'INVALID_INPUT',
      ['bytes'],
    ],
  ])('for %s', async (_what, input, code, field) => {
    expect(await files.announce(input)).toMatchObject({
      upload: null,
      uploadUrl: null,
      userErrors: [{ code, field }],
    })
  })

  it('for a customer who wants to fill the catalogue, and for one with too many open', async () => {
    const input = { contentType: 'image/png', bytes: 9, purpose: 'PRODUCT_MEDIA' }
    expect((await files.announce(input, 'customer')).userErrors).toMatchObject([
      { code: 'FORBIDDEN', field: ['purpose'] },
    ])
    const own = { ...input, purpose: 'AFTER_SALES' }
    const many = await Promise.all(Array.from({ length: 23 }, () => files.announce(own, 'customer', 'lin')))
    expect(many.filter(({ upload }) => upload !== null)).toHaveLength(20)
    expect(many.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      Array.from({ length: 3 }, () => 'LIMIT_EXCEEDED'),
    )
    expect((await files.announce(own, 'customer', 'mei')).upload).not.toBeNull()
  })
})

describe('a file that is not public', () => {
  it('is seen by its owner and by operators alone, at an address that nobody can make', async () => {
    const bytes = await picture('webp')
    const id = await files.upload(bytes, 'image/webp', 'ID_DOCUMENT', 'customer', 'lin-2')
    expect([await files.fileOf(id, 'customer', 'other'), await files.fileOf(id, 'anonymous')]).toEqual([
      null,
      null,
    ])
    const url = (await files.fileOf(id, 'customer', 'lin-2'))?.url ?? ''
    const own = await fetch(url)
    expect([own.status, own.headers.get('cache-control'), own.headers.get('content-type')]).toEqual([
      200,
      'private, no-store',
      'image/webp',
    ])
    expect((await fetch((await files.fileOf(id, 'operator'))?.url ?? '')).status).toBe(200)
    const later = url.replace(/until=\d+/, 'until=99999999999')
    const statuses = await Promise.all(
      [url.split('?')[0] ?? '', later].map(async (one) => (await fetch(one)).status),
    )
    expect(statuses).toEqual([404, 404])
    const { sha256 } = await gateway().database.prisma.upload.findFirstOrThrow({
      where: { purpose: 'ID_DOCUMENT' },
    })
    expect((await fetch(`${gateway().url}/media/${sha256}.webp`)).status).toBe(404)
  })

  it('is handed out as a download when it is no picture', async () => {
    const id = await files.upload(Buffer.from('sku,price\nA,1.00\n'), 'text/csv', 'CATALOGUE_CSV')
    const answer = await fetch((await files.fileOf(id))?.url ?? '')
    expect([answer.headers.get('content-disposition'), await answer.text()]).toEqual([
      'attachment',
      'sku,price\nA,1.00\n',
    ])
  })
})

it('answers the preliminary question of a browser that uploads from another origin', async () => {
  const { uploadUrl } = await files.announce({ contentType: 'image/png', bytes: 9, purpose: 'PRODUCT_MEDIA' })
  const answer = await fetch(uploadUrl ?? '', {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'PUT' },
  })
  expect([answer.status, answer.headers.get('access-control-allow-methods')]).toEqual([204, 'PUT'])
})
