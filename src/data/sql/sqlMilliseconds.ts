/**
 * SQL for the milliseconds since 1970 (UTC) of a date or a moment, as a double: rounded down, also before 1970, as
 * pandas and Arrow do; NULL where it is missing or infinite.
 */
export function sqlMilliseconds(moment: string): string {
  const us = `epoch_us(${moment})`;
  return `CASE WHEN isfinite(${moment}) THEN ((${us} - (${us} % 1000 + 1000) % 1000) // 1000)::DOUBLE END`;
}
