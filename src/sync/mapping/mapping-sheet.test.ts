import { expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { exportFieldMappings, importFieldMappings } from './mapping-sheet.ts'

const HEAD = 'entity,target_field,source_path,converter,options,default_value'
const SHEET = [
  HEAD,
  'order,extra.note,buyer.memo,text,,none',
  'order,extra.state,status,enumMap,"{""values"":{""PAID"":""paid""},""otherwise"":""new""}",',
  'product,barcode,skus.sku[$sku].barcode,text,,',
  'product,quantity,num,integer,,0',
  '',
].join('\r\n')

testDatabases('a sheet of field mappings', (database) => {
  const deps = () => ({ prisma: database().prisma })
  const saved = () => database().prisma.fieldMapping.findMany({ orderBy: { targetField: 'asc' } })

  it('is taken over whole, and comes back as it was', async () => {
    const result = await importFieldMappings(deps(), null, SHEET)
    expect(result).toMatchObject({ ok: true, value: { length: 4 } })
    expect(
      (await saved()).map((one) => [one.targetField, one.version, one.defaultValue, one.options]),
    ).toEqual([
      ['barcode', 1, null, null],
      ['extra.note', 1, 'none', null],
      ['extra.state', 1, null, { values: { PAID: 'paid' }, otherwise: 'new' }],
      ['quantity', 1, 0, null],
    ])
    const csv = await exportFieldMappings(deps(), null)
    expect(csv).toBe(SHEET.replace('text,,none', 'text,,"""none"""'))
    await importFieldMappings(deps(), null, csv)
    expect(await exportFieldMappings(deps(), null)).toBe(csv)
    expect((await saved()).map(({ version }) => version)).toEqual([2, 2, 2, 2])
  })

  it('with a row that is wrong changes nothing, and every wrong field is named with its line', async () => {
    const before = await saved()
    const rows = [
      HEAD,
      'product,title,title,text,,',
      'product,shoeSize,title,text,,',
      'product,price,,magic,,',
    ]
    const result = await importFieldMappings(deps(), null, rows.join('\n'))
    expect(result).toMatchObject({ ok: false })
    const errors = result.ok ? [] : result.errors
    expect(errors.map(({ code, field }) => [code, field])).toEqual(
      errors.map(() => ['INVALID_INPUT', ['csv']]),
    )
    expect(errors.map(({ message }) => message.split(':').slice(0, 3).join(':'))).toEqual([
      'csv: line 3: target_field',
      'csv: line 4: converter',
    ])
    expect(await saved()).toEqual(before)
  })

  it('that says two things of one field changes nothing and names both lines', async () => {
    const before = await saved()
    const row = 'order,extra.note,buyer.memo,text,,'
    const contrary = [HEAD, row, 'product,quantity,num,integer,,0', 'order,extra.note,seller.memo,text,,']
    expect(await importFieldMappings(deps(), null, contrary.join('\n'))).toEqual({
      ok: false,
      errors: [
        {
          code: 'INVALID_INPUT',
          field: ['csv'],
          message:
            'csv: lines 2 and 4 contradict each other: both are about entity "order", target_field "extra.note"',
        },
      ],
    })
    expect(await saved()).toEqual(before)
    expect(await importFieldMappings(deps(), null, [HEAD, row, row].join('\n'))).toMatchObject({
      ok: true,
      value: { length: 1 },
    })
  })

  it('for a shop that there is not is refused', async () => {
    expect(await importFieldMappings(deps(), 'nobody', `${HEAD}\nproduct,title,title,text,,`)).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_FOUND', field: ['csv'] }],
    })
  })
})
