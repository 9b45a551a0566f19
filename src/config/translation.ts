import { z } from 'zod'
import type { Table, Values } from './setting.ts'
import { httpAddress, list, onOff, secret, wholeNumber } from './types.ts'

/** A language that can be translated into, in its canonical form. */
const locale = z
  .string()
  .trim()
  .refine((tag) => /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(tag) && tag.toLowerCase() !== 'zh')
  .describe('a language such as en or pt-BR')

export const TRANSLATION = {
  DEEPL_API_KEY: {
    type: secret(),
    secret: true,
    otherwise: 'nothing is translated but what sources translate themselves',
    sentence:
      'Key of your account at DeepL, which translates titles, attribute names and values of marketplaces; "sandbox" lets the sandbox translate.',
  },
  DEEPL_URL: {
    type: httpAddress('https://api.deepl.com'),
    otherwise: 'https://api-free.deepl.com for keys that end with :fx, else https://api.deepl.com',
    sentence: 'Another address for calls to DeepL.',
  },
  TRANSLATE_TO: {
    type: list(locale, 'languages such as en,fr,pt-BR, separated by commas, other than zh'),
    default: 'en',
    sentence: 'Languages that items of marketplaces are brought to.',
  },
  TRANSLATE_DESCRIPTIONS: {
    type: onOff,
    default: 'off',
    sentence: 'Whether descriptions are translated too: they are long, and each character costs money.',
  },
  TRANSLATE_CHARACTERS_PER_DAY: {
    type: wholeNumber(0, 1_000_000_000),
    default: '200000',
    sentence: 'Characters that are sent to the translation service in one day (GMT+8) at most.',
  },
} as const satisfies Table

export interface TranslationSettings {
  /** Null: no service is asked. */
  readonly key: string | null
  /** Null: the service's own. */
  readonly endpoint: string | null
  /** As they were written: the catalogue brings them to their canonical form. */
  readonly locales: readonly string[]
  readonly descriptions: boolean
  readonly charactersPerDay: number
}

export function translationOf(vars: Values<typeof TRANSLATION>): TranslationSettings {
  return {
    key: vars.DEEPL_API_KEY ?? null,
    endpoint: vars.DEEPL_URL ?? null,
    locales: vars.TRANSLATE_TO,
    descriptions: vars.TRANSLATE_DESCRIPTIONS,
    charactersPerDay: vars.TRANSLATE_CHARACTERS_PER_DAY,
  }
}
