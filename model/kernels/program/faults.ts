/** Why a page fault happened; passed to page-fault paths as `kind`. */
export const FAULT = {
  /** The logical table has the page, the hardware table has not (or not yet for writing). */
  soft: 0,
  /** A page of a file that is in the page cache. */
  file: 1,
  zeroFill: 2,
  /** A write to a page shared after fork: it must be copied. */
  copyOnWrite: 3,
  /** A write to a page that was shared after fork and is the last one: no copy. */
  lastSharer: 4,
  /** A first write to a private file page: copy from the page cache. */
  privateFile: 5,
  /** A page of a file that is on disk. */
  absent: 6,
  /** A write to a page that the program itself has protected. */
  protection: 7,
} as const;

/** The kinds of page faults by the names that paths have for them, such as `zero-fill` in `kind == fault(zero-fill)`. */
export const FAULT_NAMES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(FAULT).map(([name, kind]) => [
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    kind,
  ]),
);
