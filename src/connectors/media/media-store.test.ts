import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InvalidKey, type MediaStore } from '../media-store.ts'
import { diskStore } from './disk.ts'
import { s3Store } from './s3.ts'

let folder: string
let server: S3rver
let port: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-store-'))
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 's3'),
    configureBuckets: [{ name: 'shop', configs: [] }],
  })
  // Its declared answer is another one than it gives.
  port = ((await server.run()) as unknown as AddressInfo).port
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const s3 = (bucket: string) =>
  s3Store({
    bucket,
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { key: 'S3RVER', secret: 'S3RVER' },
  })

const STORES: readonly [string, () => MediaStore][] = [
  ['the disk', () => diskStore(join(folder, 'disk'))],
  ['a store that speaks S3', () => s3('shop')],
]

describe.each(STORES)('%s as media store', (_name, storeOf) => {
  let store: MediaStore
  beforeAll(() => {
    store = storeOf()
  })
  afterAll(() => store.close())

  const read = async (key: string) => {
    const found = await store.get(key)
    return found && { bytes: found.bytes, text: (await buffer(found.stream)).toString() }
  }

  it('gives back what was stored, from memory and from a file', async () => {
    const file = join(folder, 'source')
    await writeFile(file, 'from a file')
    await store.put('a/memory.txt', { data: Buffer.from('from memory') }, 'text/plain')
    await store.put('a/file.txt', { file }, 'text/plain')
    expect(await read('a/memory.txt')).toEqual({ bytes: 11, text: 'from memory' })
    expect(await read('a/file.txt')).toEqual({ bytes: 11, text: 'from a file' })
    expect([await store.has('a/memory.txt'), await store.has('a/file.txt')]).toEqual([true, true])
  })

  it('replaces what was there', async () => {
    await store.put('b', { data: Buffer.from('first, longer') }, 'text/plain')
    await store.put('b', { data: Buffer.from('second') }, 'text/plain')
    expect(await read('b')).toEqual({ bytes: 6, text: 'second' })
  })

  it('says that nothing is there', async () => {
    expect([await store.get('none/at-all'), await store.has('none/at-all')]).toEqual([null, false])
  })

  it('deletes, and takes it for done when nothing is there', async () => {
    await store.put('c/gone', { data: Buffer.from('x') }, 'text/plain')
    await store.delete('c/gone')
    await store.delete('c/gone')
    expect(await store.get('c/gone')).toBeNull()
  })

  it('keeps 3 MB as they are', async () => {
    const data = randomBytes(3 << 20)
    await store.put('d', { data }, 'application/octet-stream')
    const found = await store.get('d')
    expect(found && Buffer.compare(await buffer(found.stream), data)).toBe(0)
  })

  it.each(['../x', '/x', 'a//b', 'A', 'a/.tmp', 'a b', '', 'a/'])('refuses the key %j', async (key) => {
    await expect(store.get(key)).rejects.toThrow(InvalidKey)
    await expect(store.put(key, { data: Buffer.from('x') }, 'text/plain')).rejects.toThrow(InvalidKey)
  })
})

it('leaves nothing half-written on the disk when the source is missing', async () => {
  const store = diskStore(join(folder, 'half'))
  await expect(store.put('x', { file: join(folder, 'no-such-file') }, 'text/plain')).rejects.toThrow('ENOENT')
  expect(await store.has('x')).toBe(false)
  expect(await readdir(join(folder, 'half', '.tmp'))).toEqual([])
})

it('takes a bucket that is missing for an error, not for an absent file', async () => {
  const store = s3('nowhere')
  await expect(store.get('x')).rejects.toMatchObject({ name: 'NoSuchBucket' })
  await store.close()
})
