import { expect } from 'chai';
import { compactSvg } from '../../../reports/render/compact.ts';

describe('a compact drawing', () => {
  it('rounds coordinates and leaves texts alone', () => {
    expect(
      compactSvg('<path d="M1.23456,-0.001L10,2.5" aria-label="1.23456"/><text>1.23456</text>'),
    ).to.equal('<path d="M1.23,0L10,2.5"/><text>1.23456</text>');
  });
});
