import { expect, it } from 'vitest'
import { refusalOf } from '../../test/support/settings.ts'
import { readConfig } from './index.ts'

it('files lie in DATA_DIR unless a folder is named, and with a database in memory only until the stop', () => {
  const folderOf = (env: Record<string, string>) => readConfig(env).media.folder
  expect([folderOf({}), folderOf({ DATA_DIR: '/srv/a' }), folderOf({ DATA_DIR: ':memory:' })]).toEqual([
    '.data/media',
    '/srv/a/media',
    null,
  ])
  expect(folderOf({ DATA_DIR: ':memory:', MEDIA_FOLDER: '/srv/media' })).toBe('/srv/media')
})

it('a bucket is taken with and without an account', () => {
  const bucketOf = (env: Record<string, string>) => readConfig(env).media.bucket
  expect(bucketOf({})).toBeNull()
  expect(bucketOf({ MEDIA_S3_BUCKET: 'shop' })).toEqual({
    bucket: 'shop',
    region: 'us-east-1',
    endpoint: null,
    credentials: null,
  })
  expect(
    bucketOf({
      MEDIA_S3_BUCKET: 'shop',
      MEDIA_S3_ENDPOINT: 'https://s3.example/',
      MEDIA_S3_REGION: 'eu-1',
      MEDIA_S3_KEY: 'key',
      MEDIA_S3_SECRET: 'secret',
    }),
  ).toMatchObject({
    endpoint: 'https://s3.example',
    region: 'eu-1',
    credentials: { key: 'key', secret: 'secret' },
  })
})

it.each<[Record<string, string>, RegExp]>([
  [{ MEDIA_S3_SECRET: 'hunter2' }, /^MEDIA_S3_BUCKET is missing: MEDIA_S3_SECRET is set/],
  [{ MEDIA_S3_BUCKET: 'shop', MEDIA_S3_KEY: 'key' }, /^MEDIA_S3_SECRET is missing/],
  [{ MEDIA_S3_BUCKET: 'shop', MEDIA_S3_SECRET: 'hunter2' }, /^MEDIA_S3_KEY is missing/],
  [{ MEDIA_IMPORT_HOSTS: 'img.example.com,https://x.example' }, /^MEDIA_IMPORT_HOSTS must be host names/],
  [{ MEDIA_MAX_BYTES: '12' }, /^MEDIA_MAX_BYTES must be a whole number of bytes from 100000/],
])('%j is refused, and no secret is shown', (env, sentence) => {
  const refusal = refusalOf(env)
  expect(refusal).toMatch(sentence)
  expect(refusal).not.toContain('hunter2')
})
