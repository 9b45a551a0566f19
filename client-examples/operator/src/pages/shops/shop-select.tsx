import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { SelectInput } from '../../ui/inputs.tsx'

const SHOP_NAMES = graphql(`
  query ShopNames {
    shops { id name platform }
  }
`)

/** All shops; the first when one must be named and none is. */
export function useShops() {
  return useFresh(SHOP_NAMES, {}).data?.shops ?? []
}

interface Props {
  readonly value: string
  readonly onChange: (shopId: string) => void
  readonly any?: string
  readonly error?: string | undefined
}

export function ShopSelect({ value, onChange, any = 'All', error }: Props) {
  const shops = useShops()
  return (
    <SelectInput
      label="Shop"
      value={value}
      onChange={onChange}
      any={any}
      error={error}
      choices={shops.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
