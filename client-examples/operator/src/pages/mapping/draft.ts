import type { MappedEntity, SaveFieldMappingInput } from '../../graph.ts'
import type { FieldMapping } from './field-mapping-table.tsx'

/** The form of a mapping: JSON is a text. */
export interface Draft {
  readonly shopId: string
  readonly entity: MappedEntity
  readonly sourcePath: string
  readonly targetField: string
  readonly converter: string
  readonly defaultValue: string
  readonly options: string
}

export const NEW_DRAFT: Draft = {
  shopId: '',
  entity: 'LISTING',
  sourcePath: '',
  targetField: '',
  converter: 'text',
  defaultValue: '',
  options: '',
}

const textOf = (value: unknown) => (value == null ? '' : JSON.stringify(value))

export function draftOf({ shop, defaultValue, options, ...mapping }: FieldMapping): Draft {
  const { entity, sourcePath, targetField, converter } = mapping
  return {
    shopId: shop?.id ?? '',
    entity,
    sourcePath,
    targetField,
    converter,
    defaultValue: textOf(defaultValue),
    options: textOf(options),
  }
}

export interface DraftFault {
  readonly field: 'defaultValue' | 'options'
  readonly message: string
}

/** Input for the graph, or the field that is not JSON. A default that is not JSON is meant as text. */
export function inputOf(draft: Draft): SaveFieldMappingInput | DraftFault {
  const { shopId, defaultValue, options, ...rest } = draft
  const given = parsed(options)
  if (given instanceof Error) return { field: 'options', message: `Not JSON: ${given.message}` }
  const fallback = parsed(defaultValue)
  return {
    ...rest,
    ...(shopId && { shopId }),
    ...(given !== undefined && { options: given }),
    ...(defaultValue.trim() && { defaultValue: fallback instanceof Error ? defaultValue.trim() : fallback }),
  }
}

export function isFault(input: SaveFieldMappingInput | DraftFault): input is DraftFault {
  return 'field' in input && 'message' in input
}

function parsed(text: string): unknown {
  if (!text.trim()) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    return error as Error
  }
}
