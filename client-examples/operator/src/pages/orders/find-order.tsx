import { type FormEvent, useState } from 'react'
import { useClient } from 'urql'
import { useLocation } from 'wouter'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'

const FIND_ORDER = graphql(`
  query FindOrder($number: String!) {
    order(number: $number) { id }
  }
`)

/** Straight to an order whose number somebody has on the telephone. */
export function FindOrder() {
  const client = useClient()
  const [, go] = useLocation()
  const toast = useToast()
  const [number, setNumber] = useState('')
  const find = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = number.trim()
    if (!wanted) return
    const { data } = await client.query(FIND_ORDER, { number: wanted }).toPromise()
    if (data?.order) go(`/orders/${data.order.id}`)
    else toast('bad', `There is no order ${wanted}.`)
  }
  return (
    <form className="row" onSubmit={(event) => void find(event)}>
      <input
        type="search"
        aria-label="Number of an order"
        placeholder="HG-100101"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Button type="submit">Find</Button>
    </form>
  )
}
