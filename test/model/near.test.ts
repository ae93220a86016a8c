import { expect } from 'chai';
import { beside, isNear } from '../../model/near.ts';

describe('a file that names another', () => {
  const NEAR: [file: string, other: string][] = [
    ['own.yaml', 'other.yaml'],
    ['a/own.yaml', 'other.yaml'],
    ['a/own.yaml', './b/../other.yaml'],
    ['../a/own.yaml', '../a/other.yaml'],
    ['../a/own.yaml', '../a/b/other.yaml'],
    ['/home/me/own.yaml', '/home/me/other.yaml'],
    ['/home/me/own.yaml', '/home/me/../me/b/other.yaml'],
    ['/home/me/own.yaml', 'other.yaml'],
  ];
  const FAR: [file: string, other: string][] = [
    ['own.yaml', '../other.yaml'],
    ['own.yaml', '/etc/other.yaml'],
    ['own.yaml', 'a/../../other.yaml'],
    ['own.yaml', '..\\other.yaml'],
    ['own.yaml', 'C:\\other.yaml'],
    ['../a/own.yaml', '../other.yaml'],
    ['../a/own.yaml', '../../a/other.yaml'],
    ['/home/me/own.yaml', '/home/me2/other.yaml'],
    ['/home/me/own.yaml', '/home/me/../other.yaml'],
    ['/home/me/own.yaml', '../other.yaml'],
  ];
  it('may name what lies below it, or below the working directory', () => {
    for (const [file, other] of NEAR) expect(isNear(file, other), `${file} ${other}`).to.equal(true);
  });
  it('names it from its own directory', () => {
    expect(beside('own.yaml', 'other.yaml')).to.equal('other.yaml');
    expect(beside('a/own.yaml', './b/other.yaml')).to.equal('a/b/other.yaml');
    expect(beside('../a/own.yaml', '../other.yaml')).to.equal('../other.yaml');
    expect(beside('/home/me/own.yaml', 'other.yaml')).to.equal('/home/me/other.yaml');
    expect(beside('own.yaml', '/home/other.yaml')).to.equal('/home/other.yaml');
  });
  it('may name nothing else', () => {
    for (const [file, other] of FAR) expect(isNear(file, other), `${file} ${other}`).to.equal(false);
  });
});
