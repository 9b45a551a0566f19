import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import { ShopSelect } from '../shops/shop-select.tsx'
import { CONVERTERS, ENTITIES, OPTIONS_HINTS, TARGETS } from './choices.ts'
import type { Draft } from './draft.ts'

interface Props {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  /** The gateway's error for a field. */
  readonly errorOf: (field: keyof Draft) => string | undefined
}

export function FieldForm({ draft, onChange, errorOf }: Props) {
  const bind = (field: keyof Draft) => ({
    value: draft[field],
    onChange: (value: string) => onChange({ ...draft, [field]: value }),
    error: errorOf(field),
  })
  return (
    <div className="form-grid">
      <ShopSelect {...bind('shopId')} any="All shops" />
      <SelectInput label="Record" choices={ENTITIES} {...bind('entity')} />
      <TextInput
        label="Our field"
        placeholder="barcode, or extra.season"
        list={TARGETS[draft.entity] ?? []}
        hint="A field of ours, or extra.<name> for one of your own."
        {...bind('targetField')}
      />
      <TextInput
        label="Path in the platform's record"
        placeholder="skus.sku[$sku].barcode"
        hint="Names and places; $sku is the SKU that the listing is."
        {...bind('sourcePath')}
      />
      <SelectInput label="Converter" choices={CONVERTERS} {...bind('converter')} />
      <TextInput
        label="Options of the converter, JSON"
        placeholder="{}"
        hint={OPTIONS_HINTS[draft.converter] ?? 'This converter needs none.'}
        {...bind('options')}
      />
      <TextInput
        label="When it is missing"
        hint="A text, or JSON. Empty: nothing."
        {...bind('defaultValue')}
      />
    </div>
  )
}
