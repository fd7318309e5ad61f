/** The format of ledger items and participants' records. So far there is one. */
export const ITEM_FORMAT = 1;

/** The format of the rejected bucket's documents. So far there is one. */
export const DOCUMENT_FORMAT = 1;
