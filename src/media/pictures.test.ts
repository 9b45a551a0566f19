import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeSku } from '../../test/support/fixtures.ts'
import { diskStore } from '../connectors/media/disk.ts'
import { httpPictures } from '../connectors/media/fetch-picture.ts'
import type { MediaStore } from '../connectors/media-store.ts'
import type { PictureSource } from '../connectors/picture-source.ts'
import { Refused } from '../domain/user-error.ts'
import { transaction } from '../store/transaction.ts'
import { createMedia, type MediaModule, type PictureGiven, type PicturesToSet } from './index.ts'

const signal = new AbortController().signal

/** The picture host, with replaceable answers. */
let host: Server
let origin: string
let answer: RequestListener
let asked: string[]
let folder: string
let pictures: PictureSource

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'))
  host = createServer((req, res) => {
    asked.push(req.url ?? '')
    answer(req, res)
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  pictures = httpPictures({ local: [origin] })
})
beforeEach(() => {
  asked = []
})
afterAll(async () => {
  await pictures.close()
  host.closeAllConnections()
  await new Promise((done) => host.close(done))
  await rm(folder, { recursive: true, force: true })
})

const sends =
  (body: Buffer | string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_req, res) => {
    res.writeHead(status, headers).end(body)
  }
const drawn = (colour: string) =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: colour } })
    .png()
    .toBuffer()

testDatabases('pictures of a product', (database) => {
  let media: MediaModule
  let stored: number[]
  let store: MediaStore
  beforeEach(() => {
    stored = []
    store = diskStore(join(folder, 'store', randomUUID()))
    media = createMedia({
      prisma: database().prisma,
      store,
      pictures,
      hosts: { imports: ['alicdn.com'], local: [origin] },
      ownBase: () => 'https://graph.example',
      pictureBase: () => 'https://cdn.example',
      keys: [randomBytes(32)],
      maxPictureBytes: 100_000,
      maxCsvBytes: 100_000,
      uploadMs: 60_000,
      linkMs: 60_000,
      workFolder: folder,
      onStored: (bytes) => stored.push(bytes),
    })
  })
  const set = (given: PicturesToSet) => transaction(database().prisma, (tx) => media.setPictures(tx, given))
  const imported = (productId: string, ...urls: string[]) =>
    set({
      productId,
      sets: [{ skuId: null, pictures: urls.map((url) => ({ url })) }],
      from: 'MARKETPLACE',
    })
  const product = (id: string) => database().prisma.product.findUniqueOrThrow({ where: { id } })
  const rows = (productId: string) =>
    database().prisma.media.findMany({ where: { productId }, orderBy: { position: 'asc' } })
  const byPerson = (productId: string, pictures: readonly PictureGiven[]) =>
    set({ productId, sets: [{ skuId: null, pictures }], from: 'PERSON' })
  const refusalOf = (productId: string, pictures: readonly PictureGiven[]) =>
    byPerson(productId, pictures).then(
      () => null,
      (error: unknown) => (error instanceof Refused ? error.errors[0] : error),
    )

  it('are shown from their source until they are copied, and from us ever after', async () => {
    const { productId, skuId } = await makeSku(database().prisma)
    answer = sends(await drawn('#123456'))
    const url = `${origin}/a.png`
    await imported(productId, url)
    await set({ productId, sets: [{ skuId, pictures: [{ url }] }], from: 'MARKETPLACE' })
    expect((await product(productId)).images).toEqual([url])
    const before = await product(productId)

    expect(await media.jobs.copyPictures(signal)).toBe(false)
    const after = await product(productId)
    expect(after.images).toEqual([expect.stringMatching(/^\/media\/[0-9a-f]{64}\.png$/)])
    expect(after.images.map(media.shown)).toEqual([`https://cdn.example${after.images[0]}`])
    expect(after.version).toBe(before.version)
    // One request, one file, for the product and its SKU.
    expect([asked, stored.length]).toEqual([['/a.png'], 1])
    expect(await rows(productId)).toMatchObject([{ status: 'STORED' }, { status: 'STORED' }])
    const events = await database().prisma.outboxEvent.findMany({ where: { key: `product:${productId}` } })
    expect(events.map(({ payload }) => payload)).toMatchObject([{ topic: 'product', fields: ['media'] }])
    // The same list again, from the same source: nothing is copied twice.
    expect(await imported(productId, url)).toEqual(new Set())
    await media.jobs.copyPictures(signal)
    expect(asked).toHaveLength(1)
  })

  it('with the same bytes are stored once', async () => {
    const [one, other] = [await makeSku(database().prisma), await makeSku(database().prisma)]
    answer = sends(await drawn('#abcdef'))
    await imported(one.productId, `${origin}/one.png`)
    await imported(other.productId, `${origin}/other.png`, `${origin}/third.png`)
    await media.jobs.copyPictures(signal)
    const [image] = (await product(one.productId)).images
    expect((await product(other.productId)).images).toEqual([image, image])
    const [row] = await rows(one.productId)
    const { sha256 } = await database().prisma.upload.findUniqueOrThrow({
      where: { id: row?.uploadId ?? '' },
    })
    expect(await database().prisma.upload.count({ where: { sha256 } })).toBe(1)
  })

  it('stay as they were while their host is down, are listed, and copied when it is up', async () => {
    const { productId } = await makeSku(database().prisma)
    const url = `${origin}/later.png`
    answer = sends('gone', 503)
    await imported(productId, url)
    await media.jobs.copyPictures(signal)
    expect((await product(productId)).images).toEqual([url])
    const [row] = await rows(productId)
    expect(row).toMatchObject({
      status: 'WAITING',
      attempts: 1,
      lastError: '127.0.0.1 answered with HTTP 503',
      nextAttemptAt: expect.any(Date),
    })
    expect(row?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now())
    const { prisma } = database()
    expect(await prisma.media.count({ where: { AND: [media.problems, { productId }] } })).toBe(1)
    // Not before its time.
    await media.jobs.copyPictures(signal)
    expect(asked).toHaveLength(1)

    answer = sends(await drawn('#00ff00'))
    expect(await media.retryPictures([productId])).toBe(1)
    await media.jobs.copyPictures(signal)
    expect((await product(productId)).images).toEqual([expect.stringMatching(/^\/media\//)])
    expect(await prisma.media.count({ where: { AND: [media.problems, { productId }] } })).toBe(0)
  })

  it('are given up after the last attempt', async () => {
    const { productId } = await makeSku(database().prisma)
    answer = sends('', 404)
    await imported(productId, `${origin}/never.png`)
    const before = await media.figures()
    for (let attempt = 0; attempt < 7; attempt++) {
      await database().prisma.media.updateMany({
        where: { productId, status: 'WAITING' },
        data: { nextAttemptAt: new Date() },
      })
      await media.jobs.copyPictures(signal)
    }
    expect(await rows(productId)).toMatchObject([{ status: 'FAILED', attempts: 7, nextAttemptAt: null }])
    expect((await media.figures()).failed).toBe(before.failed + 1)
  })

  it.each<[string, () => RequestListener, RegExp]>([
    ['SVG', () => sends('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /the file is svg/],
    ['a page', () => sends('<html>', 200, { 'content-type': 'image/png' }), /no picture that can be read/],
    ['too large', () => sends(Buffer.alloc(100_001)), /more than 100000 bytes/],
    [
      'longer than it says at first',
      () => (_req, res) => {
        res.write(Buffer.alloc(60_000))
        res.end(Buffer.alloc(60_000))
      },
      /more than 100000 bytes/,
    ],
    [
      'at a private address, by a redirect',
      () => sends('', 302, { location: 'https://10.0.0.1/' }),
      /public internet/,
    ],
    [
      'off the list, by a redirect',
      () => sends('', 302, { location: 'https://example.com/' }),
      /not among the picture hosts/,
    ],
  ])('are given up at once when what is there is %s', async (_what, listener, words) => {
    const { productId } = await makeSku(database().prisma)
    answer = listener()
    await imported(productId, `${origin}/x.png`)
    await media.jobs.copyPictures(signal)
    expect(await rows(productId)).toMatchObject([
      { status: 'FAILED', attempts: 1, lastError: expect.stringMatching(words) },
    ])
    expect((await product(productId)).images).toEqual([`${origin}/x.png`])
    expect(await readdir(folder)).toEqual(['store'])
  })

  it('from a host that no marketplace has are never fetched for an import, and shown as they came', async () => {
    const { productId } = await makeSku(database().prisma)
    await imported(
      productId,
      'https://evil.example/a.png',
      'javascript:alert(1)',
      'http://img.alicdn.com/b.png',
    )
    expect((await product(productId)).images).toEqual([
      'https://evil.example/a.png',
      'https://img.alicdn.com/b.png',
    ])
    expect(await rows(productId)).toMatchObject([
      { status: 'FAILED', attempts: 0, lastError: expect.stringContaining('MEDIA_IMPORT_HOSTS') },
      { status: 'WAITING', lastError: null },
    ])
    await database().prisma.media.deleteMany({ where: { productId, status: 'WAITING' } })
    expect(await media.retryPictures([productId])).toBe(0)
  })

  it.each([
    ['http://img.example/a.png', /begin with https/],
    ['https://localhost/a.png', /public internet/],
    ['https://192.168.1.1/a.png', /public internet/],
    ['https://[::1]/a.png', /public internet/],
    ['https://img.example:8443/a.png', /without a port/],
    ['data:image/png;base64,AA', /https address or an uploadId/],
  ])('of a person are refused at %s, by field', async (url, words) => {
    const { productId } = await makeSku(database().prisma)
    expect(await refusalOf(productId, [{ url: 'https://img.example/ok.png' }, { url }])).toEqual({
      code: 'INVALID_INPUT',
      field: ['media', '1', 'url'],
      message: expect.stringMatching(words),
    })
    expect(await rows(productId)).toEqual([])
  })

  it('are reordered and left out, and one that is ours is named by its address', async () => {
    const { productId } = await makeSku(database().prisma)
    answer = sends(await drawn('#775533'))
    const [first, second] = [`${origin}/1.png`, 'https://img.example/2.png']
    await byPerson(productId, [{ url: first }, { url: second }])
    await database().prisma.media.updateMany({ where: { sourceUrl: second }, data: { nextAttemptAt: null } })
    await media.jobs.copyPictures(signal)
    const [own = ''] = (await product(productId)).images
    const address = `https://cdn.example${own}?w=160`
    expect(await byPerson(productId, [{ url: second }, { url: address }])).toEqual(new Set([null]))
    expect((await product(productId)).images).toEqual([second, own])
    await byPerson(productId, [{ url: address }])
    expect((await product(productId)).images).toEqual([own])
    expect(await rows(productId)).toMatchObject([{ sourceUrl: first, status: 'STORED', position: 0 }])
  })

  it('are refused as uploads that are for something else, have no bytes, or are not there', async () => {
    const { productId } = await makeSku(database().prisma)
    const upload = async (purpose: 'AFTER_SALES' | 'PRODUCT_MEDIA') =>
      database().prisma.upload.create({
        data: { purpose, contentType: 'image/png', bytes: 9, expiresAt: new Date(Date.now() + 60_000) },
      })
    for (const [uploadId, code] of [
      [(await upload('AFTER_SALES')).id, 'INVALID_INPUT'],
      [(await upload('PRODUCT_MEDIA')).id, 'INVALID_INPUT'],
      ['none', 'NOT_FOUND'],
    ] as const)
      expect(await refusalOf(productId, [{ uploadId }])).toMatchObject({
        code,
        field: ['media', '0', 'uploadId'],
      })
  })

  it('that a dead worker was copying are copied by another one, later', async () => {
    const { productId } = await makeSku(database().prisma)
    await imported(productId, `${origin}/lease.png`)
    answer = sends(await drawn('#010203'))
    await database().prisma.media.updateMany({
      where: { productId },
      data: { attempts: 1, nextAttemptAt: new Date(Date.now() - 1) },
    })
    await Promise.all([media.jobs.copyPictures(signal), media.jobs.copyPictures(signal)])
    expect(asked).toEqual(['/lease.png'])
  })

  it('and uploads whose time is over are deleted, with their bytes', async () => {
    const { prisma } = database()
    const base = { contentType: 'image/png', bytes: 9, expiresAt: new Date(0) }
    const open = await prisma.upload.create({ data: { ...base, purpose: 'PRODUCT_MEDIA' } })
    const complete = { ...base, completedAt: new Date(0), storageKey: 'files/searched', sha256: 'x' }
    const searched = await prisma.upload.create({ data: { ...complete, purpose: 'IMAGE_SEARCH' } })
    const kept = await prisma.upload.create({
      data: { ...complete, storageKey: 'files/kept', purpose: 'ID_DOCUMENT' },
    })
    await store.put('files/searched', { data: Buffer.from('x') }, 'image/png')
    await media.jobs.deleteUploads()
    const left = await prisma.upload.findMany({ where: { id: { in: [open.id, searched.id, kept.id] } } })
    expect(left.map(({ id }) => id)).toEqual([kept.id])
    expect(await store.has('files/searched')).toBe(false)
  })
})
