import { z } from 'zod'
import { instantOfGmt8 } from '../../connectors/gmt8.ts'
import { parseAmount } from '../../domain/money.ts'
import { parsePath, readPath, type Step } from './source-path.ts'

/** Output types of converters, and input types of targets. */
export type ValueType = 'text' | 'integer' | 'minor' | 'boolean' | 'instant' | 'list'

/** Inputs of a converter besides the value at the path. */
export interface Surroundings {
  readonly record: unknown
  readonly externalSkuId: string
}

interface Converter<Options> {
  readonly gives: (options: Options) => ValueType
  readonly options: z.ZodType<Options>
  /** @throws NotConvertible */
  readonly convert: (value: unknown, options: Options, around: Surroundings) => unknown
}

/** The value is not what the converter takes. The message never repeats it: it may be personal. */
export class NotConvertible extends Error {}

const none = z
  .strictObject({})
  .nullish()
  .transform(() => ({}))
const scalar = (value: unknown): string => {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  throw new NotConvertible('there is no single value at the path')
}

const text: Converter<object> = {
  gives: () => 'text',
  options: none,
  convert: (value) => scalar(value).slice(0, 2_000),
}

const integer: Converter<object> = {
  gives: () => 'integer',
  options: none,
  convert(value) {
    const given = scalar(value)
    const number = Number(given)
    if (!/^[+-]?\d{1,10}(\.0+)?$/.test(given) || Math.abs(number) > 2 ** 31 - 1)
      throw new NotConvertible('it is not a whole number')
    return number
  },
}

const decimalYuan: Converter<object> = {
  gives: () => 'minor',
  options: none,
  convert(value) {
    try {
      return parseAmount(scalar(value)).minor
    } catch {
      throw new NotConvertible('it is not an amount in yuan such as 12.50')
    }
  },
}

const fen: Converter<object> = {
  gives: () => 'minor',
  options: none,
  convert(value) {
    const given = scalar(value)
    if (!/^-?\d{1,15}$/.test(given)) throw new NotConvertible('it is not a whole number of fen')
    return BigInt(given)
  },
}

const dateGmt8: Converter<object> = {
  gives: () => 'instant',
  options: none,
  convert(value) {
    const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?$/.exec(scalar(value))
    if (!match) throw new NotConvertible('it is not a time such as 2026-03-01 08:00:00')
    const [, day, minute = '00:00', second = ':00'] = match
    const at = instantOfGmt8(`${day} ${minute}${second}`)
    if (!at) throw new NotConvertible('there is no such time')
    return at.toISOString()
  },
}

const TRUE = new Set(['true', '1', 'y', 'yes', '是'])
const FALSE = new Set(['false', '0', 'n', 'no', '否', ''])

const boolean: Converter<object> = {
  gives: () => 'boolean',
  options: none,
  convert(value) {
    const given = scalar(value).toLowerCase()
    if (TRUE.has(given)) return true
    if (FALSE.has(given)) return false
    throw new NotConvertible('it is neither true nor false')
  },
}

const EnumOptions = z.strictObject({
  values: z.record(z.string().max(200), z.string().max(200)).refine((map) => Object.keys(map).length <= 500),
  otherwise: z.string().max(200).optional(),
})

const enumMap: Converter<z.output<typeof EnumOptions>> = {
  gives: () => 'text',
  options: EnumOptions,
  convert(value, { values, otherwise }) {
    const given = scalar(value)
    const mapped = Object.hasOwn(values, given) ? values[given] : otherwise
    if (mapped === undefined) throw new NotConvertible('it is none of the values of the enumMap')
    return mapped
  },
}

const SplitOptions = z.strictObject({
  separator: z.string().min(1).max(10),
  /** Which part, from 0; all of them when absent. */
  index: z.int().min(0).max(100).optional(),
})

const split: Converter<z.output<typeof SplitOptions>> = {
  gives: ({ index }) => (index === undefined ? 'list' : 'text'),
  options: SplitOptions,
  convert(value, { separator, index }) {
    const parts = scalar(value)
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    if (index === undefined) return parts.slice(0, 200)
    const part = parts[index]
    if (part === undefined) throw new NotConvertible(`it has no part ${index}`)
    return part
  },
}

const TemplateOptions = z
  .strictObject({ text: z.string().min(1).max(500) })
  .refine(({ text: template }) => typeof compileTemplate(template) !== 'string', 'has {path} that is no path')

const template: Converter<z.output<typeof TemplateOptions>> = {
  gives: () => 'text',
  options: TemplateOptions,
  convert(_value, { text: given }, { record, externalSkuId }) {
    const parts = compileTemplate(given)
    if (typeof parts === 'string') throw new NotConvertible(parts)
    return parts
      .map((part) => {
        if (typeof part === 'string') return part
        const value = readPath(record, part, externalSkuId)
        return value === undefined || value === null ? '' : scalar(value)
      })
      .join('')
      .trim()
      .slice(0, 2_000)
  },
}

/** `{a.b} by {c}` as texts and paths; a text of the whole says what is wrong. */
function compileTemplate(given: string): (string | Step[])[] | string {
  const parts: (string | Step[])[] = []
  for (const [index, piece] of given.split(/\{([^{}]*)\}/).entries()) {
    if (index % 2 === 0) parts.push(piece)
    else {
      const steps = parsePath(piece)
      if (typeof steps === 'string') return steps
      parts.push(steps)
    }
  }
  return parts
}

/** By name, as operators write them. */
export const CONVERTERS = {
  text,
  integer,
  decimalYuan,
  fen,
  dateGmt8,
  boolean,
  enumMap,
  split,
  template,
} as const
export type ConverterName = keyof typeof CONVERTERS

/** The names take part in a type of their own each; used by name, they are all alike. */
export function converterOf(name: string): Converter<object> | undefined {
  return Object.hasOwn(CONVERTERS, name)
    ? (CONVERTERS[name as ConverterName] as Converter<object>)
    : undefined
}
