import { expect, it } from 'vitest'
import type { Setting } from './setting.ts'
import { GROUPS } from './tables.ts'

const settings = GROUPS.flatMap(({ table }) => Object.entries<Setting>(table))

it('every setting stands in one group, with a sentence and with what it accepts', () => {
  expect(settings.length).toBeGreaterThan(80)
  expect(new Set(settings.map(([name]) => name)).size).toBe(settings.length)
  for (const [name, { type, sentence }] of settings) {
    expect(sentence, name).toMatch(/^[`A-Z].*\.$/)
    expect(type.description, name).toMatch(/\w/)
  }
})

it('every default is a value that the setting accepts', () => {
  for (const [name, { type, default: usual, production }] of settings)
    for (const text of [usual, production])
      if (text !== undefined) expect(type.safeParse(text).success, `${name}=${text}`).toBe(true)
})

it('what holds a secret or a password is never shown', () => {
  const hidden = settings.filter(([, { secret }]) => secret).map(([name]) => name)
  const secrets = settings
    .map(([name]) => name)
    .filter((name) =>
      /SECRET|_TOKEN$|PASSWORD|^ENCRYPTION|^(DATABASE|REDIS|SMTP|SYNC_ALERT_WEBHOOK)_URL$/.test(name),
    )
  expect(secrets.length).toBeGreaterThan(12)
  expect(hidden).toEqual(expect.arrayContaining(secrets))
})
