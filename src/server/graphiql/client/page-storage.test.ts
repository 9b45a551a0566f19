import { beforeEach, expect, test } from 'vitest'
import { type PageStorage, pageStorage } from './page-storage.mjs'

/** Web storage in small: entries are own properties, as the page relies on. */
class FakeStorage {
  [key: string]: unknown
  getItem(key: string) {
    return Object.hasOwn(this, key) ? String(this[key]) : null
  }
  setItem(key: string, value: string) {
    this[key] = value
  }
  removeItem(key: string) {
    delete this[key]
  }
}

let local: FakeStorage
let session: FakeStorage
let storage: PageStorage

beforeEach(() => {
  local = new FakeStorage()
  session = new FakeStorage()
  storage = pageStorage(local, session)
})

test('headers come back in the same browser tab and never reach the disk', () => {
  storage.setItem('graphiql:headers', 'secret')
  storage.setItem('graphiql:tabState', '{"tabs":[{"query":"q","headers":"secret"}]}')
  storage.setItem('graphiql:queries', '{"queries":[{"headers":"secret"}]}')
  expect(storage.getItem('graphiql:headers')).toBe('secret')
  expect(storage.getItem('graphiql:tabState')).toBe('{"tabs":[{"query":"q","headers":"secret"}]}')
  expect(JSON.stringify(local)).not.toContain('secret')
})

test('another browser tab finds the same tabs without headers', () => {
  storage.setItem('graphiql:headers', 'secret')
  storage.setItem('graphiql:tabState', '{"tabs":[{"query":"q","headers":"secret"}]}')
  const other = pageStorage(local, new FakeStorage())
  expect(other.getItem('graphiql:headers')).toBeNull()
  expect(other.getItem('graphiql:tabState')).toBe('{"tabs":[{"query":"q","headers":null}]}')
})

test('everything else is kept for good', () => {
  storage.setItem('graphiql:theme', 'dark')
  expect(pageStorage(local, new FakeStorage()).getItem('graphiql:theme')).toBe('dark')
  storage.removeItem('graphiql:theme')
  expect(storage.getItem('graphiql:theme')).toBeNull()
})

test('clearing takes the page out of both storages and nothing else', () => {
  local.setItem('of-another-page', '1')
  storage.setItem('graphiql:theme', 'dark')
  storage.setItem('graphiql:headers', 'secret')
  expect(storage.length).toBe(1)
  storage.clear()
  expect([storage.length, Object.keys(local), Object.keys(session)]).toEqual([0, ['of-another-page'], []])
})
