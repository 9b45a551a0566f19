import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CREDENTIALS } from '../credentials.ts'
import type { Sandbox } from '../index.ts'
import { control } from '../testing/callers.ts'
import { startTestSandbox } from '../testing/test-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.state.faults.clear())

async function translate(
  form: readonly (readonly [string, string])[],
  key: string = CREDENTIALS.DEEPL.appKey,
) {
  const response = await fetch(`${sandbox.url}/deepl/v2/translate`, {
    method: 'POST',
    headers: { authorization: `DeepL-Auth-Key ${key}` },
    body: new URLSearchParams(form.map(([name, value]) => [name, value])),
  })
  return { status: response.status, body: await response.json() }
}
const TO_ENGLISH = ['target_lang', 'en-US'] as const

describe('POST /v2/translate', () => {
  it('translates texts in their order: what the goods are called, and all else with a mark', async () => {
    const item = sandbox.state.shelf.market('ALIBABA_1688').find(({ skus }) => skus[0]?.attributes.length)
    const attribute = item?.skus[0]?.attributes[0]
    const texts = [item?.titleZh ?? '', attribute?.nameZh ?? '', '别的']
    const form = [TO_ENGLISH, ...texts.map((text) => ['text', text] as const)]
    const { status, body } = await translate(form)
    expect(status).toBe(200)
    expect(body.translations).toEqual(
      [item?.titleEn, attribute?.name, 'EN 别的'].map((text, index) => ({
        detected_source_language: 'ZH',
        text,
        billed_characters: texts[index]?.length,
      })),
    )
  })

  it.each([
    ['a wrong key', [TO_ENGLISH, ['text', '茶']], 'wrong', 403],
    ['no text', [TO_ENGLISH], undefined, 400],
    [
      'a language without its region',
      [
        ['target_lang', 'en'],
        ['text', '茶'],
      ],
      undefined,
      400,
    ],
    ['51 texts', [TO_ENGLISH, ...Array.from({ length: 51 }, () => ['text', '茶'] as const)], undefined, 400],
    ['more than 128 KiB', [TO_ENGLISH, ['text', '茶'.repeat(20_000)]], undefined, 413],
  ] as const)('refuses %s', async (_what, form, key, status) => {
    expect((await translate(form, key)).status).toBe(status)
  })

  it.each([
    [{ kind: 'ban', seconds: 60 }, 429],
    [{ kind: 'expired-token' }, 403],
    [{ kind: 'error', code: '456' }, 456],
    [{ kind: 'error' }, 503],
  ])('answers a fault %j with %i', async (fault, status) => {
    await control(sandbox.url, 'POST', 'faults', { platform: 'DEEPL', ...fault })
    expect((await translate([TO_ENGLISH, ['text', '茶']])).status).toBe(status)
  })
})
