import { ConfigError, type Table, type Values } from './setting.ts'
import { httpAddress, list, oneOf, onOff, seconds, secret, text, wholeNumber } from './types.ts'

const SOURCES = ['taobao', '1688', 'jd', 'micro', 'pinduoduo'] as const
export type ItemDataSourceName = (typeof SOURCES)[number]

export const ITEMS = {
  ITEM_DATA_BASE_URL: {
    type: httpAddress('https://api-gw.onebound.cn'),
    otherwise: "the sandbox's; without it no provider is asked",
    sentence:
      'A provider of item data: items that no account of ours can read are read there, each for money.',
  },
  ITEM_DATA_KEY: { type: text(), sentence: 'Key of your account there.' },
  ITEM_DATA_SECRET: { type: secret(), secret: true, sentence: 'Its secret.' },
  ITEM_DATA_SOURCES: {
    type: list(oneOf(...SOURCES), `names of ${SOURCES.join(', ')}, separated by commas`),
    default: SOURCES.join(','),
    sentence: 'Marketplaces that the provider may be asked about; micro is Weidian.',
  },
  ITEM_DATA_TRANSLATES: {
    type: onOff,
    default: 'off',
    sentence:
      'Whether the provider is asked for the languages of TRANSLATE_TO that it has (en, ru): one more paid call each time that an item is read.',
  },
  ITEM_CACHE_SECONDS: {
    type: seconds(1, 86_400),
    default: '300',
    sentence: 'How long a reading of an item serves all gateways before it is read again.',
  },
  ITEM_CALLS_PER_ADDRESS: {
    type: wholeNumber(0, 1_000_000),
    default: '50',
    sentence: 'Items that an address without a token may have looked up at the provider in one day (GMT+8).',
  },
  IMPORT_MAX_REFERENCES: {
    type: wholeNumber(1, 10_000),
    default: '1000',
    sentence: 'Links, texts or ids that one import of items takes.',
  },
  IMPORT_ROWS_AT_ONCE: {
    type: wholeNumber(1, 50),
    default: '4',
    sentence: 'Rows of an import that a worker reads at the same time.',
  },
  ITEM_WATCH_OPEN_MINUTES: {
    type: wholeNumber(1, 1_440),
    default: '10',
    sentence: 'Minutes after which items in open orders and unpaid purchases are read again.',
  },
  ITEM_WATCH_CATALOGUE_HOURS: {
    type: wholeNumber(1, 720),
    default: '12',
    sentence: 'Hours after which other items of the catalogue are read again.',
  },
  BEST_SELLERS_SECONDS: {
    type: seconds(1, 86_400),
    default: '600',
    sentence: 'How often a worker counts what was sold of each product, for lists by best sellers.',
  },
} as const satisfies Table

/** An account at a provider of item data. */
export interface ItemDataAccount {
  readonly endpoint: string
  readonly key: string
  readonly secret: string
  /** As the provider calls the marketplaces. */
  readonly sources: readonly ItemDataSourceName[]
}

export interface ItemSettings {
  /** Null: none is asked. */
  readonly provider: ItemDataAccount | null
  /** The provider is asked for translations too. */
  readonly providerTranslates: boolean
  readonly freshMs: number
  readonly paidCallsPerAddress: number
  readonly imports: {
    /** References of one import of items. */
    readonly mostReferences: number
    /** Rows that a worker reads at the same time. */
    readonly rowsAtOnce: number
  }
  /** Rests between two readings of watched items, in ms. */
  readonly watch: { readonly openMs: number; readonly catalogueMs: number }
  /** Pause between two counts of sales, in ms. */
  readonly bestSellersMs: number
}

/** @throws ConfigError when a part of the account is missing */
export function itemsOf(vars: Values<typeof ITEMS>): ItemSettings {
  return {
    provider: accountOf(vars),
    providerTranslates: vars.ITEM_DATA_TRANSLATES,
    freshMs: vars.ITEM_CACHE_SECONDS,
    paidCallsPerAddress: vars.ITEM_CALLS_PER_ADDRESS,
    imports: { mostReferences: vars.IMPORT_MAX_REFERENCES, rowsAtOnce: vars.IMPORT_ROWS_AT_ONCE },
    watch: {
      openMs: vars.ITEM_WATCH_OPEN_MINUTES * 60_000,
      catalogueMs: vars.ITEM_WATCH_CATALOGUE_HOURS * 3_600_000,
    },
    bestSellersMs: vars.BEST_SELLERS_SECONDS,
  }
}

function accountOf(vars: Values<typeof ITEMS>): ItemDataAccount | null {
  const { ITEM_DATA_BASE_URL: endpoint, ITEM_DATA_KEY: key, ITEM_DATA_SECRET: secret } = vars
  if (!endpoint && !key && !secret) return null
  if (endpoint && key && secret) return { endpoint, key, secret, sources: vars.ITEM_DATA_SOURCES }
  const missing = Object.entries({
    ITEM_DATA_BASE_URL: endpoint,
    ITEM_DATA_KEY: key,
    ITEM_DATA_SECRET: secret,
  })
  throw new ConfigError(
    `${missing.find(([, value]) => !value)?.[0]} is missing: a provider of item data takes an address, a key and a secret.`,
  )
}
