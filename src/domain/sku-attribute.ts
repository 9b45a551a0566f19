import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

/** A thing in which the SKUs of a product differ, in several languages. */
export interface SkuAttribute {
  /** In English; where there is none, as its source says it. */
  readonly name: string
  readonly value: string
  /** In Chinese; attributes made by a person have none. */
  readonly nameZh?: string | undefined
  readonly valueZh?: string | undefined
  /** In languages that have no field of their own, by locale. */
  readonly names?: Readonly<Record<string, string>> | undefined
  readonly values?: Readonly<Record<string, string>> | undefined
  /** Which of these texts a translation service made: `name.en`, `value.fr`. */
  readonly machine?: readonly string[] | undefined
}

/** Of the column `sku.attributes`. */
export const SkuAttributes: z.ZodType<SkuAttribute[]> = z.array(
  z.object({
    name: z.string(),
    value: z.string(),
    nameZh: z.string().optional(),
    valueZh: z.string().optional(),
    names: z.record(z.string(), z.string()).optional(),
    values: z.record(z.string(), z.string()).optional(),
    machine: z.array(z.string()).optional(),
  }),
)

const PARTS = {
  name: { zh: 'nameZh', more: 'names' },
  value: { zh: 'valueZh', more: 'values' },
} as const
export type AttributePart = keyof typeof PARTS
export const ATTRIBUTE_PARTS = ['name', 'value'] as const satisfies readonly AttributePart[]

/** As its source says it; null for what a person made. */
export const sourceText = (attribute: SkuAttribute, part: AttributePart): string | null =>
  attribute[PARTS[part].zh] ?? null

/** The text in exactly this language; null where it has none. */
export function attributeText(attribute: SkuAttribute, part: AttributePart, locale: string): string | null {
  if (locale === 'zh') return sourceText(attribute, part)
  if (locale !== 'en') return attribute[PARTS[part].more]?.[locale] ?? null
  const text = attribute[part]
  return text === '' || text === sourceText(attribute, part) ? null : text
}

/** With this text, made by a machine or not. */
export function withAttributeText(
  attribute: SkuAttribute,
  part: AttributePart,
  locale: string,
  text: string,
  isMachine: boolean,
): SkuAttribute {
  const { machine: before = [], ...rest } = attribute
  const mark = `${part}.${locale}`
  const others = before.filter((one) => one !== mark)
  const machine = isMachine ? [...others, mark] : others
  const { more } = PARTS[part]
  const texts = locale === 'en' ? { [part]: text } : { [more]: { ...attribute[more], [locale]: text } }
  return { ...rest, ...texts, ...(machine.length > 0 && { machine }) }
}

export const isMachineText = ({ machine }: SkuAttribute, part: AttributePart, locale: string): boolean =>
  machine?.includes(`${part}.${locale}`) ?? false

/** Fields that a translation service has had a part in: `attributes.en`. */
export const machineAttributes = (attributes: readonly SkuAttribute[]): string[] => [
  ...new Set(
    attributes.flatMap(({ machine = [] }) =>
      machine.map((mark) => `attributes.${mark.slice(mark.indexOf('.') + 1)}`),
    ),
  ),
]

/** Languages in which one of the texts is. */
export function localesOfAttributes(attributes: readonly SkuAttribute[]): ReadonlySet<string> {
  return new Set(
    attributes.flatMap(({ names = {}, values = {} }) => [
      'zh',
      'en',
      ...Object.keys(names),
      ...Object.keys(values),
    ]),
  )
}

/** As the audit trail shows them in one language: `Colour: Red, Size: S`; null when none is in it. */
export function attributesLine(attributes: readonly SkuAttribute[], locale: string): string | null {
  const isThere = attributes.some((one) =>
    ATTRIBUTE_PARTS.some((part) => attributeText(one, part, locale) !== null),
  )
  if (!isThere) return null
  return attributes
    .map((one) => ATTRIBUTE_PARTS.map((part) => attributeText(one, part, locale) ?? one[part]).join(': '))
    .join(', ')
}

/** True for the same texts with the same marks, in any order. */
export const sameAttributes = (one: readonly SkuAttribute[], other: readonly SkuAttribute[]): boolean =>
  isDeepStrictEqual(one, other)
