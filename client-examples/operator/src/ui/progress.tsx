/** @param percent 0 to 100; null while unknown */
export function Progress({ percent, label }: { percent: number | null | undefined; label: string }) {
  return (
    <progress
      className="progress"
      aria-label={label}
      max={100}
      {...(percent != null && { value: percent })}
    />
  )
}
