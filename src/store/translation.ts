import { Prisma, type PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** A text in one language, and the language that it is wanted in. */
export interface TextKey {
  /** SHA-256 of the text, hex. */
  readonly hash: string
  readonly from: string
  readonly to: string
}

const hashes = (keys: readonly TextKey[]) => keys.map(({ hash }) => hash)
const localesTo = (keys: readonly TextKey[]) => keys.map(({ to }) => to)

/** Those of the texts that were translated before. All keys are `from` one language. */
export async function rememberedTexts(
  prisma: PrismaClient,
  from: string,
  keys: readonly TextKey[],
): Promise<(TextKey & { text: string })[]> {
  if (keys.length === 0) return []
  return prisma.$queryRaw`
    SELECT known.text_hash AS hash, known.from_locale AS "from", known.to_locale AS "to", known.text
    FROM unnest(${hashes(keys)}::text[], ${localesTo(keys)}::text[]) AS wanted (hash, locale)
    JOIN translation known
      ON known.text_hash = wanted.hash AND known.from_locale = ${from} AND known.to_locale = wanted.locale
    WHERE known.text IS NOT NULL`
}

/** Lease of one worker for a text, in seconds; when it dies, others continue after it. */
const LEASE_SECONDS = 120

/** The right to have these texts translated, for one worker at a time. @returns those that it has got */
export async function leaseTexts(
  prisma: PrismaClient,
  from: string,
  keys: readonly TextKey[],
): Promise<TextKey[]> {
  if (keys.length === 0) return []
  return prisma.$queryRaw`
    INSERT INTO translation AS known (text_hash, from_locale, to_locale, leased_until)
    SELECT hash, ${from}, locale, clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
    FROM unnest(${hashes(keys)}::text[], ${localesTo(keys)}::text[]) AS wanted (hash, locale)
    ORDER BY hash, locale
    ON CONFLICT (text_hash, from_locale, to_locale) DO UPDATE SET leased_until = excluded.leased_until
    WHERE known.text IS NULL AND known.leased_until <= clock_timestamp()
    RETURNING text_hash AS hash, from_locale AS "from", to_locale AS "to"`
}

/** Keeps what a service made of the texts, forever. */
export async function rememberTexts(
  prisma: PrismaClient,
  service: string,
  texts: readonly (TextKey & { readonly text: string })[],
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE translation SET text = made.text, service = ${service}, leased_until = NULL
    FROM unnest(
      ${hashes(texts)}::text[], ${texts.map(({ from }) => from)}::text[], ${localesTo(texts)}::text[],
      ${texts.map(({ text }) => text)}::text[]) AS made (hash, source, locale, text)
    WHERE text_hash = made.hash AND from_locale = made.source AND to_locale = made.locale`
}

/** Ends leases of texts that were not translated: they may be tried again after that time. */
export async function endTextLeases(
  prisma: PrismaClient,
  from: string,
  keys: readonly TextKey[],
  retryAt: Date,
): Promise<void> {
  if (keys.length === 0) return
  await prisma.$executeRaw`
    UPDATE translation SET leased_until = ${retryAt}
    FROM unnest(${hashes(keys)}::text[], ${localesTo(keys)}::text[]) AS left_over (hash, locale)
    WHERE text_hash = left_over.hash AND from_locale = ${from} AND to_locale = left_over.locale AND text IS NULL`
}

/** When the first of the texts that others have, or that were refused, may be tried again; null: none of them waits. */
export async function firstLeaseEnd(
  prisma: PrismaClient,
  from: string,
  keys: readonly TextKey[],
): Promise<Date | null> {
  if (keys.length === 0) return null
  const [row] = await prisma.$queryRaw<{ at: Date | null }[]>`
    SELECT min(leased_until) AS at
    FROM unnest(${hashes(keys)}::text[], ${localesTo(keys)}::text[]) AS wanted (hash, locale)
    JOIN translation known
      ON known.text_hash = wanted.hash AND known.from_locale = ${from} AND known.to_locale = wanted.locale
    WHERE known.text IS NULL AND leased_until > clock_timestamp()`
  return row?.at ?? null
}

// ------------------------------------------------------------------ what it costs, and how the service is

export interface TranslationDay {
  readonly calls: number
  readonly failed: number
  readonly texts: number
  readonly characters: number
  readonly failures: number
  /** Nothing is sent before then. */
  readonly pausedUntil: Date | null
  readonly lastError: string | null
}

export function translationDay(prisma: PrismaClient, day: string): Promise<TranslationDay | null> {
  return prisma.translationUsage.findUnique({ where: { day } })
}

/** Counts characters before they are sent; false when the day would have more than `most`. */
export async function takeCharacters(
  prisma: PrismaClient,
  day: string,
  characters: number,
  most: number,
): Promise<boolean> {
  if (characters > most) return false
  const taken = await prisma.$executeRaw`
    INSERT INTO translation_usage AS day (day, characters) VALUES (${day}, ${characters})
    ON CONFLICT (day) DO UPDATE SET characters = day.characters + excluded.characters
    WHERE day.characters + excluded.characters <= ${most}`
  return taken === 1
}

/** A call was answered. */
export async function noteTranslated(prisma: PrismaClient, day: string, texts: number): Promise<void> {
  await prisma.translationUsage.update({
    where: { day },
    data: {
      calls: { increment: 1 },
      texts: { increment: texts },
      failures: 0,
      pausedUntil: null,
      lastError: null,
    },
    select: { day: true },
  })
}

/** A call failed: its characters are not paid. @returns failed calls in a row, with this one */
export async function noteNotTranslated(
  prisma: PrismaClient,
  day: string,
  characters: number,
  lastError: string,
): Promise<number> {
  const { failures } = await prisma.translationUsage.update({
    where: { day },
    data: {
      calls: { increment: 1 },
      failed: { increment: 1 },
      failures: { increment: 1 },
      characters: { decrement: characters },
      lastError,
    },
    select: { failures: true },
  })
  return failures
}

/** No worker sends anything before then. */
export async function pauseTranslation(
  prisma: PrismaClient,
  day: string,
  pausedUntil: Date,
  lastError: string,
): Promise<void> {
  const pause = { pausedUntil, lastError }
  await prisma.translationUsage.upsert({
    where: { day },
    create: { day, ...pause },
    update: pause,
    select: { day: true },
  })
}

// ------------------------------------------------------------------ which products

/** Lease of a worker on its products, in seconds. */
const PRODUCT_LEASE_SECONDS = 120

/** Leases products whose texts are due for translation to one worker. */
export async function takeProductsToTranslate(prisma: PrismaClient, limit: number): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    UPDATE product SET translate_at = clock_timestamp() + ${PRODUCT_LEASE_SECONDS} * interval '1 second'
    WHERE id IN (
      SELECT id FROM product WHERE translate_at <= now()
      ORDER BY translate_at, id LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id`
  return rows.map(({ id }) => id).sort()
}

/** It is checked again at that time; null: it has all of these languages. */
export async function noteTranslatedProduct(
  tx: Tx,
  id: string,
  translateAt: Date | null,
  locales: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE product SET translate_at = ${translateAt},
      translated_to = CASE WHEN ${translateAt === null} THEN ${[...locales]}::text[] ELSE translated_to END
    WHERE id = ${id}`
}

/** Their texts have changed: a worker looks at them. */
export async function wantTranslation(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return
  await tx.$executeRaw`UPDATE product SET translate_at = now() WHERE id IN (${Prisma.join([...productIds])})`
}

/** Products of marketplaces that no worker has checked for these languages: after the setting has changed. */
export async function wantLanguages(prisma: PrismaClient, locales: readonly string[]): Promise<number> {
  return prisma.$executeRaw`
    UPDATE product SET translate_at = now()
    WHERE translate_at IS NULL AND status <> 'ARCHIVED' AND NOT translated_to @> ${[...locales]}::text[]
      AND EXISTS (SELECT FROM sku JOIN listing ON listing.sku_id = sku.id WHERE sku.product_id = product.id)`
}

export async function productsToTranslate(prisma: PrismaClient): Promise<number> {
  return prisma.product.count({ where: { translateAt: { not: null } } })
}
