import pg from 'pg'
import { Prisma } from '../generated/client.ts'

type Parse = (text: string) => unknown

const { builtins } = pg.types
const TEXT_ARRAY = 1009
/** How a session in UTC shows a time of our days, to the millisecond at most. */
const USUAL_TIME = /^(\d{4})-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?\+00$/

const asIs: Parse = (text) => text
const bytes = pg.types.getTypeParser(builtins.BYTEA)
const texts = pg.types.getTypeParser(TEXT_ARRAY as never) as Parse

const PARSE = new Map<number, Parse>([
  [builtins.BOOL, (text) => text === 't'],
  [builtins.INT2, Number],
  [builtins.INT4, Number],
  [builtins.INT8, BigInt],
  [builtins.FLOAT4, Number],
  [builtins.FLOAT8, Number],
  [builtins.NUMERIC, (text) => new Prisma.Decimal(text)],
  [builtins.TIMESTAMPTZ, time],
  [builtins.JSON, (text) => JSON.parse(text)],
  [builtins.JSONB, (text) => JSON.parse(text)],
  [builtins.BYTEA, (text) => Uint8Array.from(bytes(text) as Uint8Array)],
  [TEXT_ARRAY, texts],
])

/** Values as Prisma gives them, by the type of the column. Text and what the database names itself (enums) stay text. */
export const VALUES = { getTypeParser: (oid: number): Parse => PARSE.get(oid) ?? asIs }

function time(text: string): Date {
  return new Date(
    USUAL_TIME.test(text)
      ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
      : text.replace(' ', 'T').replace(/[+-]\d{2}(:\d{2})?$/, '+00:00'),
  )
}
