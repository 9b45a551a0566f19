import { z } from 'zod'
import { parseInput } from '../../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { type MappingRow, saveMapping } from '../../store/field-mapping.ts'
import { transaction } from '../../store/transaction.ts'
import type { SyncDeps } from '../deps.ts'
import { CONVERTERS, converterOf, NotConvertible } from './converters.ts'
import { parsePath } from './source-path.ts'
import { ENTITIES, targetNames, typeOfTarget } from './targets.ts'

const DefaultValue = z
  .union([z.string().max(500), z.number(), z.boolean(), z.null()], {
    error: 'has to be a text, a number, true, false or null',
  })
  .nullish()

const Input = z
  .object({
    shopId: z.string().min(1).nullish(),
    entity: z
      .string()
      .refine((entity) => ENTITIES.includes(entity), `has to be one of ${ENTITIES.join(', ')}`),
    sourcePath: z
      .string()
      .max(300)
      .check(({ value, issues }) => {
        const steps = parsePath(value)
        if (typeof steps === 'string') issues.push({ code: 'custom', message: steps, input: value })
      }),
    targetField: z.string().max(60),
    converter: z
      .string()
      .refine(
        (name) => converterOf(name) !== undefined,
        `has to be one of ${Object.keys(CONVERTERS).join(', ')}`,
      ),
    options: z.unknown().optional(),
    defaultValue: DefaultValue,
  })
  .check(({ value, issues }) => {
    const say = (field: string, message: string) =>
      issues.push({ code: 'custom', path: [field], message, input: value })
    const { entity, targetField, sourcePath } = value
    const converter = converterOf(value.converter)
    const takes = typeOfTarget(entity, targetField)
    if (takes === null && ENTITIES.includes(entity))
      say('targetField', `has to be one of ${targetNames(entity)}`)
    if (!converter) return
    const options = converter.options.safeParse(value.options ?? undefined)
    if (!options.success) {
      const [issue] = options.error.issues
      say(
        'options',
        `${[...(issue?.path ?? []), ''].join(': ')}${issue?.message ?? 'are not those of the converter'}`,
      )
      return
    }
    const gives = converter.gives(options.data)
    if (takes !== null && takes !== 'any' && takes !== gives)
      say('converter', `gives ${gives}, and ${targetField} takes ${takes}`)
    if (sourcePath.trim() === '' && value.converter !== 'template')
      say('sourcePath', 'is needed: only a template takes the whole record')
    if (typeof value.defaultValue === 'string')
      try {
        converter.convert(value.defaultValue, options.data, { record: {}, externalSkuId: '' })
      } catch (error) {
        if (!(error instanceof NotConvertible)) throw error
        say('defaultValue', `can't be converted: ${error.message}`)
      }
  })

export interface CheckedMapping {
  readonly shopId: string | null
  readonly mapping: Omit<MappingRow, 'id' | 'version'>
}

/** @throws Refused that names every field that is wrong, or an unknown shop */
export async function checkMapping(deps: Pick<SyncDeps, 'prisma'>, input: unknown): Promise<CheckedMapping> {
  const {
    shopId = null,
    entity,
    sourcePath,
    targetField,
    converter,
    options,
    defaultValue,
  } = parseInput(Input, input)
  if (
    shopId !== null &&
    !(await deps.prisma.shop.findUnique({ where: { id: shopId }, select: { id: true } }))
  )
    throw new Refused('NOT_FOUND', ['shopId'], 'There is no such shop.')
  return {
    shopId,
    mapping: {
      entity,
      sourcePath: sourcePath.trim(),
      targetField,
      converter,
      options: options ?? null,
      defaultValue: defaultValue ?? null,
    },
  }
}

/** Saves a field mapping; it takes part from the next record that is read. @returns its id */
export function saveFieldMapping(deps: SyncDeps, input: unknown): Promise<Outcome<string>> {
  return outcome(async () => {
    const { shopId, mapping } = await checkMapping(deps, input)
    return transaction(deps.prisma, (tx) => saveMapping(tx, shopId, mapping))
  })
}
