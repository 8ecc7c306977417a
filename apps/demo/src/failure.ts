/** Something did not go as it should. The message is for a person and complete: it is shown without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
