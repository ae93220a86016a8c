import { expect } from 'chai';
import { LanguageServer, type Diagnostic } from '../support/language-server.ts';
import { shippedFiles } from '../support/schemas.ts';
import { takeMark } from '../support/mistake.ts';

const MACHINE = 'model/hardware/profiles/edited.yaml';
const STRUCTURE = 'model/kernels/structures/edited.yaml';

const MACHINE_HEAD = `# yaml-language-server: $schema=../../../schemas/machine.schema.json
machine: edited
title: A machine that is being written
extends: pentium-133
`;
const STRUCTURE_HEAD = `# yaml-language-server: $schema=../../../schemas/structure.schema.json
structure: edited
title: A structure that is being written
extends: l4linux
`;

describe('an editor with yaml-language-server', () => {
  const server = new LanguageServer();
  let files = 0;

  before(() => server.start());
  after(() => server.stop());

  /** Opens a text under a name of its own; the mark stands where the cursor is, or where the fault is. */
  async function edit(
    file: string,
    marked: string,
  ): Promise<{ file: string; place: { line: number; column: number }; diagnostics: Diagnostic[] }> {
    const { text, line, column } = takeMark(marked);
    const own = file.replace('edited', `edited-${++files}`);
    return { file: own, place: { line, column }, diagnostics: await server.open(own, text) };
  }

  async function offers(file: string, marked: string): Promise<Map<string, string>> {
    const { file: own, place } = await edit(file, marked);
    const items = await server.complete(own, place);
    return new Map(items.map(({ label, documentation }) => [label, documentation]));
  }

  it('offers the keys of a machine, and says what they mean', async () => {
    const sections = await offers(MACHINE, `${MACHINE_HEAD}§\n`);
    expect([...sections.keys()]).to.include.members([
      'processor',
      'privilege',
      'tlb',
      'caches',
      'memory',
      'disk',
    ]);
    const costs = await offers(MACHINE, `${MACHINE_HEAD}privilege:\n  §\n`);
    expect(costs.get('segment-load')).to.match(/Load of one segment register/);
    const entry = await offers(MACHINE, `${MACHINE_HEAD}privilege:\n  segment-load:\n    §\n`);
    expect(entry.get('value')).to.match(/unit of cycles/);
    expect(entry.get('source')).to.match(/Where the value comes from/);
    const statuses = await offers(MACHINE, `${MACHINE_HEAD}privilege:\n  segment-load:\n    status: §\n`);
    expect([...statuses.keys()]).to.include.members(['published', 'measured', 'derived', 'estimated']);
  });

  it('offers the keys of a structure, its steps, and what belongs to a step', async () => {
    const sections = await offers(STRUCTURE, `${STRUCTURE_HEAD}§\n`);
    expect(sections.get('domains')).to.match(/Protection domains/);
    const domain = await offers(STRUCTURE, `${STRUCTURE_HEAD}domains:\n  linux:\n    space: §\n`);
    expect([...domain.keys()]).to.include.members(['kernel', 'small', 'server', 'user']);
    const paths = `${STRUCTURE_HEAD}paths:\n  own:\n    steps:\n`;
    const verbs = await offers(STRUCTURE, `${paths}      - §\n`);
    expect(verbs.get('run')).to.match(/Runs a function of a domain/);
    expect(verbs.get('hand-off')).to.match(/the thread that waits on a queue longest/);
    const modifiers = await offers(STRUCTURE, `${paths}      - run: ipc-short\n        §\n`);
    expect(modifiers.get('times')).to.match(/How often it is run/);
    const nested = await offers(STRUCTURE, `${paths}      - repeat: 3\n        do:\n          - §\n`);
    expect(nested.get('spend')).to.match(/an entry of `costs`/);
  });

  it('says what a key means', async () => {
    const { file, place } = await edit(
      MACHINE,
      `${MACHINE_HEAD}tlb:\n  §tagged: { value: 1, source: s, status: what-if }\n`,
    );
    expect(await server.hover(file, place)).to.match(/Entries carry an address-space number/);
  });

  /** Wrong texts; the mark stands where the editor must show it. */
  const wrong: [what: string, file: string, text: string, message: RegExp][] = [
    [
      'a wrong key of a machine',
      MACHINE,
      `${MACHINE_HEAD}tlb:\n  §taged: { value: 1, source: s, status: what-if }\n`,
      /taged is not allowed/,
    ],
    [
      'a wrong unit of a machine',
      MACHINE,
      `${MACHINE_HEAD}privilege:\n  exception: { value: §42 ns, source: s, status: what-if }\n`,
      /expected a number with a unit of cycles/,
    ],
    [
      'a wrong status',
      MACHINE,
      `${MACHINE_HEAD}privilege:\n  exception: { value: 42 cycles, source: s, status: §guessed }\n`,
      /published.*estimated/s,
    ],
    ['a wrong key of a structure', STRUCTURE, `${STRUCTURE_HEAD}§domain: {}\n`, /domain is not allowed/],
    [
      'a wrong unit of a structure',
      STRUCTURE,
      `${STRUCTURE_HEAD}timers:\n  clock: { rate: §100 ms, handler: clock-interrupt }\n`,
      /expected a number with a unit of frequency/,
    ],
    [
      'a wrong modifier of a step',
      STRUCTURE,
      `${STRUCTURE_HEAD}paths:\n  own:\n    steps:\n      - run: ipc-short\n        §time: 3\n`,
      /time is not allowed/,
    ],
    [
      'a wrong value in a step',
      STRUCTURE,
      `${STRUCTURE_HEAD}paths:\n  own:\n    steps:\n      - while: true\n        do: [{ trap: §interrupts }]\n`,
      /"?interrupt"?/,
    ],
  ];
  for (const [what, file, text, message] of wrong) {
    it(`shows ${what} where it stands`, async () => {
      const { place, diagnostics } = await edit(file, text);
      expect(diagnostics, JSON.stringify(diagnostics)).to.have.lengthOf(1);
      expect(diagnostics[0]).to.include(place);
      expect(diagnostics[0].message).to.match(message);
    });
  }

  it('has nothing against any shipped file', async () => {
    const found = await Promise.all(
      shippedFiles().map(async ({ file, text }) => [file, await server.open(file, text)] as const),
    );
    expect(found.filter(([, diagnostics]) => diagnostics.length > 0)).to.deep.equal([]);
  });
});
