import { expect, it } from 'vitest'
import { COUNTRIES, isCountry, notACountry } from './country.ts'

it('has the 249 assigned codes of ISO 3166-1', () => {
  expect(COUNTRIES.size).toBe(249)
  expect(['SG', 'HK', 'MO', 'TW', 'GB', 'AX', 'AQ', 'SS', 'CW'].every(isCountry)).toBe(true)
})

it.each([
  ['UK', 'GB'],
  ['SU', 'RU'],
  ['DD', 'DE'],
  ['AN', 'CW'],
  ['YU', 'RS'],
  ['CS', 'RS'],
  ['ZR', 'CD'],
  ['BU', 'MM'],
  ['TP', 'TL'],
  ['FX', 'FR'],
  ['IC', 'ES'],
  ['EA', 'ES'],
  ['AC', 'SH'],
  ['TA', 'SH'],
  ['CP', 'FR'],
  ['CQ', 'GG'],
  ['DG', 'IO'],
  ['GBR', 'GB'],
  ['uk', 'GB'],
  ['sg', 'SG'],
])('refuses %s and says that it is %s', (code, right) => {
  expect(isCountry(code)).toBe(false)
  expect(notACountry(code)).toMatch(new RegExp(`^"${code}" is not an ISO 3166-1 .*; .+ is ${right}$`))
})

it.each(['EU', 'EZ', 'UN', 'XK', 'XA', 'QO', 'ZZ', 'AA', '', 'S', '1A', '\u{1F1F8}\u{1F1EC}', '__proto__'])(
  'refuses %j and guesses nothing',
  (code) => {
    expect(isCountry(code)).toBe(false)
    expect(notACountry(code)).not.toContain(';')
  },
)

it('says what a reserved code stands for', () => {
  expect(notACountry('EU')).toBe(
    '"EU" is not an ISO 3166-1 alpha-2 code such as SG: ISO only reserves it (European Union)',
  )
})
