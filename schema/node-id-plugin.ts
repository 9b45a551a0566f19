import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import { encodeGlobalId } from './global-id.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      nodeIds: NodeIdPlugin<Types>
    }
  }
}

/** Set on the `id` of every node by the relay plugin's options. */
export const NODE_ID = { haitaoNodeId: true } as const

/**
 * Global ids without a promise. The relay plugin's own resolver of `id` is async, which makes each answer with an
 * id in it async: a feed event then has to wait for the next turn, once for every group of subscribers, and a page
 * of products for hundreds of promises. Holds for rows whose key is `id`: all of ours.
 */
class NodeIdPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (!field.extensions?.haitaoNodeId) return field
    const { parentType } = field
    return { ...field, resolve: (row) => encodeGlobalId(parentType, (row as { id: string }).id) }
  }
}

SchemaBuilder.registerPlugin('nodeIds', NodeIdPlugin)
