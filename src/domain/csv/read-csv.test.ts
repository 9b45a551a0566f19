import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinList, plainCell, safeCell, splitList } from './cells.ts'
import { CsvUnreadable, readCsv } from './read-csv.ts'

const bytesOf = (text: string | Uint8Array) => (typeof text === 'string' ? Buffer.from(text) : text)

/** In parts of `size` bytes, so that characters and line ends are cut. */
async function read(file: string | Uint8Array, size = 3) {
  const bytes = bytesOf(file)
  const { encoding, separator, header, lines } = await readCsv(async () =>
    (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })(),
  )
  const rows: [number, ...string[]][] = []
  for await (const { line, cells } of lines) rows.push([line, ...cells])
  return { encoding, separator, header: header.cells, rows }
}

// 茶 as GB18030 has it in two bytes, 𠮷 in four.
const GB18030 = Buffer.concat([
  Buffer.from('sku,title\n1,'),
  Buffer.from([0xb2, 0xe8]),
  Buffer.from([0x95, 0x34, 0xb2, 0x35]),
  Buffer.from('\n'),
])
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('a file is read as spreadsheets save it', () => {
  it.each([
    ['UTF-8', 'sku,title\n1,茶𠮷\n', 'utf-8'],
    ['UTF-8 with a byte order mark', '\uFEFFsku,title\n1,茶𠮷\n', 'utf-8'],
    ['UTF-16LE', utf16('sku,title\n1,茶𠮷\n', 'le'), 'utf-16le'],
    ['UTF-16BE', utf16('sku,title\n1,茶𠮷\n', 'be'), 'utf-16be'],
    ['GB18030', GB18030, 'gb18030'],
  ] as const)('in %s', async (_name, file, encoding) => {
    for (const size of [1, 2, 3, 5, 1_000])
      expect(await read(file, size)).toEqual({
        encoding,
        separator: ',',
        header: ['sku', 'title'],
        rows: [[2, '1', '茶𠮷']],
      })
  })

  it.each([
    ['a,b\n1;x,2\n', ',', ['1;x', '2']],
    ['a;b\n1,5;2\n', ';', ['1,5', '2']],
    ['a\tb\n1,5\t2\n', '\t', ['1,5', '2']],
    ['"a;b;c;d",b\n1,2\n', ',', ['1', '2']],
    ['sep=;\na;b,c,d\n1;2\n', ';', ['1', '2']],
    ['only\n1\n', ',', ['1']],
  ])('with the separator that its first line has: %j', async (file, separator, cells) => {
    const found = await read(file)
    expect([found.separator, found.rows[0]?.slice(1)]).toEqual([separator, cells])
  })

  it('with quotes, line breaks in cells, blank lines, and lines of any length; each is counted', async () => {
    const { rows } = await read(
      '\r\na,b\r\n1,"two\r\nlines"\r\n\r\n,,\r\n" say ""x"" ",5" pipe\r\n3\r\n4,5,6\r\n7,8',
    )
    expect(rows).toEqual([
      [3, '1', 'two\nlines'],
      [7, 'say "x"', '5" pipe'],
      [8, '3'],
      [9, '4', '5', '6'],
      [10, '7', '8'],
    ])
  })

  it('and what no spreadsheet saves is refused with the place', async () => {
    const refusal = (file: string | Uint8Array) => read(file).catch((error: unknown) => error)
    expect(await refusal('')).toEqual(
      new CsvUnreadable('The file is empty: its first line names the columns.'),
    )
    expect(await refusal(Buffer.from([0x61, 0x0a, 0xff, 0x2c]))).toMatchObject({ name: 'CsvUnreadable' })
    const open = await refusal('a,b\n1,2\n3,"4\n5,6\n')
    expect(open).toMatchObject({ name: 'CsvUnreadable', message: expect.stringContaining('After line 2') })
  })
})

it('a file of 100,000 lines is read as its lines are asked for', async () => {
  const line = `${'x'.repeat(98)},\n`
  const parts = 1_000
  let opened = 0
  let given = 0
  const { lines } = await readCsv(async () => {
    const isRead = ++opened === 2
    return (async function* () {
      for (let part = 0; part < parts; part++) {
        if (isRead) given++
        yield Buffer.from(part === 0 ? `a,b\n${line.repeat(99)}` : line.repeat(100))
      }
    })()
  })
  await lines.next()
  // Only the buffers between the file and the reader.
  expect(given).toBeLessThan(100)
  let count = 1
  for await (const _line of lines) count++
  expect([count, given]).toEqual([99_999, parts])
})

it('a cell comes back as it was, and no spreadsheet runs it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '=', "'", '+', '-', '@', '\t', '＝') })
  fc.assert(
    fc.property(text, (cell) => {
      expect(plainCell(safeCell(cell))).toBe(cell)
      expect(safeCell(cell)).not.toMatch(/^[=+\-@\t＝]/)
    }),
  )
  expect([safeCell('=1+1'), safeCell('plain')]).toEqual(["'=1+1", 'plain'])
})

it('a list comes back from one cell', () => {
  const item = fc
    .string({ unit: fc.constantFrom('a', ';', '\\', ' ', '茶'), minLength: 1 })
    .map((text) => text.trim())
    .filter((text) => text !== '')
  fc.assert(
    fc.property(fc.array(item), (items) => {
      expect(splitList(joinList(items))).toEqual(items)
    }),
  )
  expect(splitList(' tea;gifts ;; \n new ')).toEqual(['tea', 'gifts', 'new'])
})
