/** Geometry of IA-32 that no profile changes. */
export const LINE_SHIFT = 5;
export const PAGE_SHIFT = 12;
export const LINE_BYTES = 1 << LINE_SHIFT;
export const PAGE_BYTES = 1 << PAGE_SHIFT;
export const LINES_PER_PAGE = PAGE_BYTES / LINE_BYTES;
export const LINES_PER_PAGE_SHIFT = PAGE_SHIFT - LINE_SHIFT;
export const WORD_BYTES = 4;
export const WORDS_PER_LINE = LINE_BYTES / WORD_BYTES;
/** A page table maps 1024 pages; a page directory entry maps as much with one large page. */
export const PAGES_PER_TABLE_SHIFT = 10;
export const PAGES_PER_TABLE = 1 << PAGES_PER_TABLE_SHIFT;
export const LARGE_PAGE_BYTES = PAGE_BYTES * PAGES_PER_TABLE;
/** Page-table entries in one cache line, as a shift. */
export const ENTRIES_PER_LINE_SHIFT = 3;
