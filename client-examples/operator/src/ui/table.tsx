import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** Figures stand under each other. */
  readonly number?: boolean
  /** Keeps to its content; the others share what is left. */
  readonly tight?: boolean
  /** The head is read out, not shown: columns of buttons and boxes. */
  readonly quiet?: boolean
}

interface TableProps<Row> {
  /** Label for people who can't see the heading above. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly empty: ReactNode
  readonly isNew?: (row: Row) => boolean
}

const classOf = ({ number, tight }: Column<never>) =>
  [number && 'number', tight && 'tight'].filter(Boolean).join(' ') || undefined

export function Table<Row>({ label, columns, rows, keyOf, empty, isNew }: TableProps<Row>) {
  if (rows.length === 0) return <div className="empty">{empty}</div>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={classOf(column as Column<never>)}>
                <span className={column.quiet ? 'visually-hidden' : undefined}>{column.head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={isNew?.(row) ? 'flash' : undefined}>
              {columns.map((column) => (
                <td key={column.head} className={classOf(column as Column<never>)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
