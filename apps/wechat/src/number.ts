/** A number as people read it, such as `1,234`. */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}
