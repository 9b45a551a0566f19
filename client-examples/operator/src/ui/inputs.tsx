import type { ReactNode } from 'react'
import { Field } from './field.tsx'

interface InputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  readonly error?: string | undefined
}

export interface Choice {
  readonly value: string
  readonly label: string
}

export function TextInput({
  value,
  onChange,
  type = 'text',
  placeholder,
  list,
  ...field
}: InputProps & {
  type?: 'text' | 'number' | 'date' | 'search'
  placeholder?: string
  list?: readonly string[]
}) {
  return (
    <Field {...field}>
      {(ids) => (
        <>
          <input
            {...ids}
            type={type}
            value={value}
            placeholder={placeholder}
            list={list ? `${ids.id}-list` : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          {list && (
            <datalist id={`${ids.id}-list`}>
              {list.map((option) => (
                <option key={option} value={option} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}

/** @param any name of the first choice, which is the empty value */
export function SelectInput({
  value,
  onChange,
  choices,
  any,
  ...field
}: InputProps & { choices: readonly Choice[]; any?: string }) {
  return (
    <Field {...field}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.target.value)}>
          {any !== undefined && <option value="">{any}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A text of several lines. */
export function TextArea({
  value,
  onChange,
  rows = 4,
  placeholder,
  ...field
}: InputProps & { rows?: number; placeholder?: string }) {
  return (
    <Field {...field}>
      {(ids) => (
        <textarea
          {...ids}
          className="prose"
          rows={rows}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** A checkbox with a label next to it. */
export function CheckInput({
  label,
  checked,
  onChange,
}: {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}
