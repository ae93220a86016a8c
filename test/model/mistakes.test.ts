import { expect } from 'chai';
import { loadMachine } from '../../model/library.ts';
import { SpecError } from '../../model/document/problem.ts';
import { problemsOf, refuses, takeMark } from '../support/mistake.ts';
import { toy, TOY_FILES } from '../support/toy.ts';
import { MACHINE_MISTAKES } from './mistakes/machine.ts';
import { CHANNEL_MISTAKES, PERSONALITY_MISTAKES } from './mistakes/personality.ts';
import { EXPRESSION_MISTAKES, STEP_MISTAKES } from './mistakes/steps.ts';
import { STRUCTURE_MISTAKES } from './mistakes/structure.ts';
import { WORKLOAD_MISTAKES } from './mistakes/workload.ts';

describe('mistakes', () => {
  it('are none in the toy system itself', () => {
    expect(problemsOf(toy)).to.deep.equal([]);
  });

  describe('in a machine', () => {
    refuses('machine', MACHINE_MISTAKES);
  });
  describe('in a structure', () => {
    refuses('structure', STRUCTURE_MISTAKES);
  });
  describe('in a personality', () => {
    refuses('personality', PERSONALITY_MISTAKES);
  });
  describe('in an included file', () => {
    refuses('channels', CHANNEL_MISTAKES);
  });
  describe('in a workload', () => {
    refuses('workload', WORKLOAD_MISTAKES);
  });
  describe('in steps', () => {
    refuses('workload', STEP_MISTAKES);
  });
  describe('in expressions', () => {
    refuses('workload', EXPRESSION_MISTAKES);
  });

  it('are all reported together, in the order of the file', () => {
    const problems = problemsOf(
      toy.steps('measured', '[{ run: a }, { call: b }]').steps('helper', '[{ free: c }]'),
    );
    expect(problems.map(({ key }) => key)).to.deep.equal([
      'paths.measured.steps[0].run',
      'paths.measured.steps[1].call',
      'paths.helper.steps[0].free',
    ]);
  });

  it('are all found, however many', () => {
    const steps = Array.from({ length: 50 }, (_, index) => `{ run: f${index} }`).join(', ');
    expect(problemsOf(toy.steps('measured', `[${steps}]`))).to.have.lengthOf(50);
  });

  it('are refused in a section that an included file cannot have', () => {
    const { text, line, column } = takeMark('structure: part\n§timers: {}\n');
    const file = 'model/kernels/structures/part.yaml';
    const system = toy
      .with(file, text)
      .replace('structure', 'title: Toy kernel', 'title: Toy kernel\ninclude: [part.yaml]');
    expect(problemsOf(system)).to.deep.equal([
      {
        file,
        line,
        column,
        key: 'timers',
        expected: 'this section in the file that includes this one',
        found: 'timers',
      },
    ]);
  });

  it('in the name of a machine are told with the names that there are', () => {
    expect(() => loadMachine(toy, 'pentium-134'))
      .to.throw(SpecError)
      .with.property('message')
      .that.matches(
        /expected a machine \(.*pentium-133.*\), found no machine "pentium-134" \(did you mean pentium-133\?\)$/,
      );
  });

  it('in a list of parents are refused however long the circle is', () => {
    const parent = (name: string): string => TOY_FILES.machine.replace('toy.', `${name}.`);
    const system = toy
      .replace('machine', 'extends: pentium-133', 'extends: one')
      .with(parent('one'), 'extends: two\n')
      .with(parent('two'), 'extends: toy\n');
    expect(problemsOf(system)).to.deep.equal([
      {
        file: parent('two'),
        line: 1,
        column: 10,
        key: 'extends',
        expected: 'no circle of extends',
        found: '"toy"',
      },
    ]);
  });
});
