// What runs the handlers of a folder needs this; who writes them does not.
export { handledKindsAtStart, loadHandlersAtStart } from './at-start.js';
export { HandlersError, type HandlersProblem } from './handlers-error.js';
export { handledKinds } from './list-handlers.js';
export { type Handlers, loadHandlers } from './load-handlers.js';
