import { expect } from 'chai';
import {
  LARGE_PAGE_BYTES,
  LINES_PER_PAGE,
  PAGE_BYTES,
  WORDS_PER_LINE,
} from '../../../model/hardware/layout.ts';

describe('layout of IA-32', () => {
  it('has pages of 4 KiB and 4 MiB, 128 lines a page and 8 words a line', () => {
    expect([PAGE_BYTES, LARGE_PAGE_BYTES]).to.deep.equal([4096, 4_194_304]);
    expect([LINES_PER_PAGE, WORDS_PER_LINE]).to.deep.equal([128, 8]);
  });
});
