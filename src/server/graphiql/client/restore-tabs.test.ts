import { expect, test } from 'vitest'
import { type Example, readExamples, restoreTabs, type StoredTab } from './restore-tabs.mjs'

const example = (part: Partial<Example> = {}): Example => ({
  name: 'Catalogue',
  title: 'Catalogue',
  about: '',
  query: 'query Catalogue { a }',
  variables: '{"id":"old"}',
  headers: 'token-old',
  ...part,
})
const tab = (part: Partial<StoredTab> = {}): StoredTab => ({
  id: 'example:Catalogue',
  ...pick(example()),
  ...part,
})
const pick = ({ query, variables, headers }: Example) => ({ query, variables, headers })
const previous = { Catalogue: example() }
const now = example({ query: 'query Catalogue { b }', variables: '{"id":"new"}', headers: 'token-new' })

test('a first visit opens the examples in order', () => {
  const state = restoreTabs(null, null, [example(), example({ name: 'Other' })])
  expect(state?.activeTabIndex).toBe(0)
  expect(state?.tabs.map(({ id }) => id)).toEqual(['example:Catalogue', 'example:Other'])
  expect(state?.tabs[0]).toMatchObject(pick(example()))
})

test('without examples and without stored tabs there is nothing to open', () => {
  expect(restoreTabs(null, null, [])).toBeUndefined()
})

test('an example nobody touched becomes the one served now', () => {
  const state = restoreTabs({ activeTabIndex: 0, tabs: [tab()] }, previous, [now])
  expect(state?.tabs[0]).toEqual({ id: 'example:Catalogue', ...pick(now) })
})

test('edited text or variables are kept, and only the token is renewed', () => {
  const edits = [{ query: 'query Mine { c }' }, { variables: '{"id":"mine"}' }]
  for (const edit of edits) {
    const state = restoreTabs({ activeTabIndex: 0, tabs: [tab(edit)] }, previous, [now])
    expect(state?.tabs[0]).toEqual({ ...tab(edit), headers: 'token-new' })
  }
})

test('headers the visitor typed are kept; missing ones are filled in', () => {
  const tabs = [tab({ headers: 'mine' }), tab({ headers: null })]
  const state = restoreTabs({ activeTabIndex: 1, tabs }, previous, [now])
  expect(state?.tabs.map(({ headers }) => headers)).toEqual(['mine', 'token-new'])
  expect(state?.activeTabIndex).toBe(1)
})

test('tabs of the visitor are left alone, closed examples stay closed', () => {
  const own = tab({ id: 'a-guid', headers: null })
  const state = restoreTabs({ activeTabIndex: 7, tabs: [own] }, previous, [now])
  expect(state).toEqual({ activeTabIndex: 0, tabs: [own] })
})

test('an example is read with its name, what it shows and nulls for what is absent', () => {
  const query = '# Shows it.\n# Try: that.\nsubscription Watch($id: ID) { a }\n# end\n'
  expect(readExamples([{ query }, { title: 'T', query: '{ a }', variables: '{}', headers: '{}' }])).toEqual([
    { name: 'Watch', title: 'Watch', about: 'Shows it.', query, variables: null, headers: null },
    { name: 'Example2', title: 'T', about: '', query: '{ a }', variables: '{}', headers: '{}' },
  ])
})
