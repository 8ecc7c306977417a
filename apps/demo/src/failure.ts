/** Something did not go as it should. The message is for a person and complete: it is shown without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Of a step that is shown, a part is not as it should be. */
export function stepFailure(step: string, part: string, reasons: readonly string[]): Failure {
  return new Failure(`${step}: the ${part} is not as it should be.\n  ${reasons.join('\n  ')}`);
}
