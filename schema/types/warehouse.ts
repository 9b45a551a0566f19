import { inUse } from '../../src/catalogue/index.ts'
import { storedWarehouseAddress } from '../../src/domain/address.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import { AddressInputRef } from '../address-input.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { presentIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { AddressRef } from '../refs.ts'

builder.prismaNode('Warehouse', {
  description: 'A place that holds stock.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Short unique code, as the warehouse system knows it.' }),
    name: t.exposeString('name', { description: 'Name for people.' }),
    country: t.expose('country', { type: 'CountryCode', description: 'The country or territory.' }),
    address: t.field({
      type: AddressRef,
      nullable: true,
      description: 'Where parcels are sent to; null when it is not known. For customers and staff.',
      authScopes: (_warehouse, _args, { viewer }) =>
        viewer.scopes.has('catalog:read-all') || viewer.scopes.has('orders:own'),
      resolve: ({ address }) => storedWarehouseAddress(address),
    }),
    takesArrivals: t.exposeBoolean('takesArrivals', {
      description: 'Whether parcels for customers arrive here.',
    }),
    archivedAt: t.expose('archivedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is out of use; null while it is in use.',
    }),
  }),
})

builder.queryField('warehouses', (t) =>
  t.prismaField({
    type: ['Warehouse'],
    description: 'All warehouses in use, by code.',
    args: {
      archived: t.arg.boolean({ description: 'Also those that are archived, for those who see all.' }),
    },
    resolve: (query, _root, { archived }, { prisma, viewer }) =>
      prisma.warehouse.findMany({ ...query, where: inUse(viewer, archived), orderBy: { code: 'asc' } }),
  }),
)

const PAYLOAD = {
  payloadDescription: 'The warehouse as it is now.',
  description: 'Null when it was refused.',
}

mutation('createWarehouse', {
  description: 'Makes a warehouse.',
  scope: 'catalog:write',
  inputDescription: 'A new warehouse.',
  input: (t) => ({
    code: t.string({ required: true, description: 'Short unique code, as the warehouse system knows it.' }),
    name: t.string({ required: true, description: 'Name for people.' }),
    country: t.field({ type: 'CountryCode', required: true, description: 'The country or territory.' }),
  }),
  run: (input, { catalog, viewer }) => catalog.saveWarehouse(input, actorOf(viewer)),
  payloadDescription: PAYLOAD.payloadDescription,
  payload: (t) => ({ warehouse: t.prismaField(changedRow('Warehouse', PAYLOAD.description)) }),
})

mutation('saveWarehouse', {
  description: 'Makes a warehouse, or changes the one named by its id.',
  scope: 'catalog:write',
  inputDescription: 'What is absent stays as it is.',
  input: (t) => ({
    id: t.id({ description: 'Global id of the warehouse to change; absent: a new one.' }),
    code: t.string({ required: true, description: 'Short unique code, as the warehouse system knows it.' }),
    name: t.string({ required: true, description: 'Name for people.' }),
    country: t.field({ type: 'CountryCode', required: true, description: 'The country or territory.' }),
    address: t.field({ type: AddressInputRef, description: 'Where parcels are sent to.' }),
    takesArrivals: t.boolean({ description: 'Whether parcels for customers arrive here; needs an address.' }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.saveWarehouse(presentIds(input, { id: 'Warehouse' }), actorOf(viewer)),
  payloadDescription: PAYLOAD.payloadDescription,
  payload: (t) => ({ warehouse: t.prismaField(changedRow('Warehouse', PAYLOAD.description)) }),
})
