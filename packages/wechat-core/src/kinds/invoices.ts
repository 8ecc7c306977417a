import { text } from './field.js';
import { event } from './kind.js';

/** Who the invoice is for, in the platform's words. */
const TITLE = {
  title: text,
  tax_no: text,
  addr: text,
  phone: text,
  bank_type: text,
  bank_no: text,
  attach: text,
  title_type: text,
};

/** Electronic invoices. */
export const INVOICES = {
  /** Somebody allowed, or refused, that an invoice is made out: one of the two orders is told. */
  user_authorize_invoice: event(
    {},
    {
      succOrderId: text,
      failOrderId: text,
      /** Of the page or mini program that asked. */
      appId: text,
      source: text,
    },
  ),
  /** Somebody told who the invoice is for. */
  submit_invoice_title: event({}, TITLE),
  /** An invoice's state changed. */
  update_invoice_status: event({}, { status: text, cardId: text, code: text }),
  /** An invoice was made out, or not. */
  cloud_invoice_invoiceresult_event: event({}, { ...TITLE, fpqqlsh: text, status: text, nsrsbh: text }),
};
