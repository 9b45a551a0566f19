/** Lines of one order whose sums are all tried; of longer ones only single lines and the whole order. */
const MOST = 12

interface Line {
  readonly skuId: string | null
  readonly externalId: string | null
  readonly quantity: number
  readonly worthMinor: bigint
}

/** Lines that a refund gives back; not certain: it is one of several choices, and the lines are those of all of them. */
export interface LinesOfAmount {
  readonly lines: readonly number[]
  readonly certain: boolean
}

/**
 * The lines that a refund is of which names only its order: all of them when it gives back the whole order, else the
 * choice of lines whose worth is exactly its amount. No lines: money is given back and the goods stay sold.
 * @param taken places of lines that other refunds of the order gave back
 */
export function linesOfAmount(
  amount: bigint,
  total: bigint,
  lines: readonly Line[],
  taken: ReadonlySet<number>,
): LinesOfAmount {
  const free = lines.map((_, index) => index).filter((index) => !taken.has(index))
  if (amount >= total) return { lines: free, certain: true }
  const worth = (choice: readonly number[]) =>
    choice.reduce((sum, index) => sum + (lines[index]?.worthMinor ?? 0n), 0n)
  const fitting = choicesOf(free).filter((choice) => worth(choice) === amount)
  // The same goods for any of the equal lines.
  const goods = new Set(
    fitting.map((choice) =>
      choice
        .map((index) => nameOf(lines[index]))
        .sort()
        .join('|'),
    ),
  )
  const [first = []] = fitting
  if (goods.size <= 1) return { lines: first, certain: true }
  return { lines: [...new Set(fitting.flat())].sort((a, b) => a - b), certain: false }
}

const nameOf = (line: Line | undefined) =>
  `${line?.skuId ?? line?.externalId} ${line?.quantity} ${line?.worthMinor}`

function choicesOf(free: readonly number[]): number[][] {
  if (free.length > MOST) return free.map((index) => [index])
  const choices: number[][] = []
  for (let bits = 1; bits < 2 ** free.length; bits++)
    choices.push(free.filter((_, place) => bits & (1 << place)))
  return choices
}
