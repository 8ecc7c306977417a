import * as z from 'zod';

/** Where a secret is. The secret itself never stands in the file, which people share and commit. */
export const SECRET_REFERENCE = z
  .union([z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/) }), z.strictObject({ file: z.string().min(1) })])
  .describe(
    '{ env: NAME } for a variable, or { file: PATH } for a file that holds the value, such as Docker’s secrets',
  );
export type SecretReference = z.infer<typeof SECRET_REFERENCE>;
