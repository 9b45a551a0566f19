import { describe, expect, it } from 'vitest'
import { type Address, AddressSchema } from './address.ts'
import { addressFormat, examplePostalCode } from './address-format.ts'
import { COUNTRIES } from './country.ts'

const SINGAPORE: Address = {
  name: 'Test Person',
  line1: '1 Test Road',
  line2: null,
  city: 'Singapore',
  region: null,
  postalCode: '018956',
  country: 'SG',
  phone: '+65 6123 4567',
}

const read = (changes: Partial<Record<keyof Address, unknown>>) =>
  AddressSchema.safeParse({ ...SINGAPORE, ...changes })

/** Field and message of each refusal; none when it is taken. */
const refusals = (changes: Partial<Record<keyof Address, unknown>>) =>
  (read(changes).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('takes', () => {
  const TAKEN: Record<string, Partial<Record<keyof Address, unknown>>> = {
    'Hong Kong without a postal code': {
      line1: '旺角彌敦道 625 號',
      city: '九龍',
      postalCode: '',
      country: 'HK',
    },
    'Hong Kong, the area as the region': { city: '', region: '九龍', postalCode: null, country: 'HK' },
    'Macao, neither postal code nor city': { line1: '新馬路 1 號', city: '', postalCode: '', country: 'MO' },
    'the Emirates, the emirate as the city': { city: 'Dubai', postalCode: ' ', country: 'AE' },
    'Ireland without an Eircode': { city: 'Dublin', postalCode: undefined, country: 'IE' },
    'Ireland with one': { city: 'Dublin', postalCode: 'a65 f4e2', country: 'IE' },
    'Qatar, Jamaica, Panama, Angola': { city: 'Doha', postalCode: null, country: 'QA' },
    'Japan with rare characters': {
      name: '\u{20BB7}野\u3000\u{2A6A5}',
      line1: '東京都千代田区丸の内１－１',
      country: 'JP',
      postalCode: '〒１００－０００５',
    },
    'Korea, a city that is a region of its own': { city: '서울', postalCode: '04524', country: 'KR' },
    'Taiwan likewise': { city: '台北市', postalCode: '106', country: 'TW' },
    'China likewise': { city: 'Beijing', postalCode: '100096', country: 'CN' },
    'the United States': { city: 'Portland', region: 'OR', postalCode: '97209-1010', country: 'us' },
    'Britain, small letters and wide blanks': { city: 'Bristol', postalCode: ' bs6  5qp ', country: ' gb ' },
    Guernsey: { city: 'St Peter Port', postalCode: 'GY1 1AA', country: 'GG' },
    'a postal code where the rules know none': { city: 'Accra', postalCode: 'GA-183-8164', country: 'GH' },
    'North Korea, any code': { city: 'Pyongyang', postalCode: '99', country: 'KP' },
  }
  it.each(Object.entries(TAKEN))('%s', (_name, changes) => {
    expect(refusals(changes)).toEqual([])
  })

  it('an address of every country, with what its rules ask for', () => {
    for (const country of COUNTRIES.keys()) {
      const { postalCode } = addressFormat(country)
      const example = postalCode === 'none' ? null : examplePostalCode(country)
      const given = { country, city: 'City', region: 'Region', postalCode: example }
      expect({ country, refusals: refusals(given) }).toEqual({ country, refusals: [] })
      const without = refusals({ ...given, postalCode: null })
      expect({ country, without: without.length }).toEqual({
        country,
        without: postalCode === 'required' ? 1 : 0,
      })
    }
  })
})

it('keeps an address as its post reads it', () => {
  expect(
    read({
      name: ' Zoe\u0301\u200b ',
      line2: '  ',
      city: '',
      region: '九龍',
      postalCode: '',
      country: 'hk',
      phone: '\u202a+８５２\u20112345\u20116789\u202c',
    }).data,
  ).toEqual({
    ...SINGAPORE,
    name: 'Zoé',
    city: '',
    region: '九龍',
    postalCode: null,
    country: 'HK',
    phone: '+852-2345-6789',
  })
  expect(read({ country: 'JP', postalCode: '〒１００－０００５' }).data?.postalCode).toBe('100-0005')
  expect(read({ country: 'GB', postalCode: ' bs6  5qp ' }).data?.postalCode).toBe('BS6 5QP')
})

describe('refuses', () => {
  const REFUSED: [Partial<Record<keyof Address, unknown>>, string][] = [
    [{ postalCode: '' }, 'postalCode: addresses in Singapore need one, such as 546080'],
    [{ postalCode: 'ABC' }, 'postalCode: "ABC" is not a postal code of Singapore, such as 546080'],
    [
      { country: 'JP', postalCode: '1000' },
      'postalCode: "1000" is not a postal code of Japan, such as 154-0023',
    ],
    [
      { country: 'IE', postalCode: 'none' },
      'postalCode: "NONE" is not a postal code of Ireland, such as A65 F4E2',
    ],
    [
      { country: 'US', city: 'Portland', postalCode: '97209' },
      'region: addresses in United States need a state, province or region',
    ],
    [{ country: 'DE', city: ' ', postalCode: '10437' }, 'city: addresses in Germany need one'],
    [
      { country: 'AE', city: '', postalCode: null },
      'region: addresses in United Arab Emirates need a region or a city',
    ],
    [
      { country: 'UK', postalCode: 'SW1A 1AA' },
      'country: "UK" is not an ISO 3166-1 alpha-2 code such as SG: ISO only reserves it (United Kingdom); United Kingdom of Great Britain and Northern Ireland is GB',
    ],
    [{ country: 'XK' }, 'country: "XK" is not an ISO 3166-1 alpha-2 code such as SG'],
    [{ name: '\u200b\u200b' }, 'name: must not be empty'],
    [{ name: '\u3164' }, 'name: has to have a letter or a digit that can be seen'],
    [{ name: 'A\u202EgnaW' }, 'name: must not contain characters that turn the direction of writing'],
    [{ line1: 'Road 1\u2028Unit 2' }, 'line1: must not contain line breaks or control characters'],
    [{ line2: 'a\0' }, 'line2: must not contain line breaks or control characters'],
    [{ city: '\ud800' }, 'city: must not contain line breaks or control characters'],
    [{ name: 'x'.repeat(101) }, 'name: has to be at most 100 characters'],
    [{ phone: '((((((((' }, 'phone: has to be a telephone number with country code, such as +65 6123 4567'],
    [
      { phone: '1234567890123456' },
      'phone: has to be a telephone number with country code, such as +65 6123 4567',
    ],
  ]
  it.each(REFUSED)('%j', (changes, message) => {
    expect(refusals(changes)).toEqual([message])
  })

  it.each(['SU', 'DD', 'AN', 'IC', 'EA', 'DG', 'AC', 'TA', 'CP', 'CQ', 'EU', 'XA', '', '  ', 'S\0'])(
    'the country %j',
    (country) => {
      const [first, ...more] = refusals({ country })
      expect(first).toMatch(/^country: /)
      expect(more).toEqual([])
    },
  )
})
