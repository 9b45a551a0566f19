import { availableOf } from '../stock/availability.ts'
import { axesOf, pick, type SkuChoice, valueIn } from './choice.ts'

interface Props {
  readonly skus: readonly SkuChoice[]
  readonly chosen: SkuChoice
  readonly onChoose: (sku: SkuChoice) => void
}

/** One group of radio buttons for each axis. What is sold out can still be chosen: one may want to be told. */
export function SkuPicker({ skus, chosen, onChoose }: Props) {
  return axesOf(skus).map(({ name, values }) => (
    <fieldset key={name} className="chips">
      <legend>{name}</legend>
      {values.map((value) => {
        const sku = pick(skus, chosen, name, value)
        const out = availableOf(sku) === 0 && !sku.buyToOrder
        return (
          <label key={value} className="chip" data-out={out}>
            <input
              type="radio"
              name={name}
              checked={valueIn(chosen, name) === value}
              onChange={() => onChoose(sku)}
            />
            <span>{value}</span>
          </label>
        )
      })}
    </fieldset>
  ))
}
