import { axesOf, pick, valueIn, type WithAttributes } from './choice.ts'

interface Props<Sku> {
  readonly skus: readonly Sku[]
  readonly chosen: Sku
  readonly isOut: (sku: Sku) => boolean
  readonly onChoose: (sku: Sku) => void
}

/** One group of radio buttons for each axis. Sold-out SKUs can still be chosen, to request a notification. */
export function SkuPicker<Sku extends WithAttributes>({ skus, chosen, isOut, onChoose }: Props<Sku>) {
  return axesOf(skus).map(({ name, values }) => (
    <fieldset key={name} className="chips">
      <legend>{name}</legend>
      {values.map((value) => {
        const sku = pick(skus, chosen, name, value)
        return (
          <label key={value} className="chip" data-out={isOut(sku)}>
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
