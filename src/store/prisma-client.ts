import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { NO_TRACE } from '../domain/trace.ts'
import { PrismaClient } from './generated/client.ts'
import { tracedAdapter } from './traced-adapter.ts'

/** Called with the SQL text of every statement: tests count them, traces show them. */
export type OnStatement = (sql: string) => void

/** Time-outs of interactive transactions: wait up to 10 s for a connection, run up to 15 s. */
const transactionOptions = { maxWait: 10_000, timeout: 15_000 }

export function prismaOver(source: Pool | PGlite, onStatement?: OnStatement, trace = NO_TRACE): PrismaClient {
  const adapter = tracedAdapter('connect' in source ? new PrismaPg(source) : new PrismaPGlite(source), trace)
  const options = { adapter, transactionOptions, errorFormat: 'minimal' as const }
  if (!onStatement) return new PrismaClient(options)
  const prisma = new PrismaClient({ ...options, log: [{ emit: 'event', level: 'query' }] })
  prisma.$on('query', (event) => onStatement(event.query))
  return prisma as unknown as PrismaClient
}
