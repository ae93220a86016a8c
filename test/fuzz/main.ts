import { parseArgs } from 'node:util';
import { readCorpus } from './corpus.ts';
import { fuzz, type Fault } from './fuzzer.ts';
import { Inputs } from './inputs.ts';

// npm run fuzz -- --seed 1 --inputs 1000: tries inputs made from the shipped files, prints figures and each fault.
// npm run fuzz -- --seed 1 --only 17: prints input 17; --mutations 1 with the first of its mutations only.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    inputs: { type: 'string', default: '1000' },
    first: { type: 'string', default: '0' },
    minutes: { type: 'string' },
    only: { type: 'string' },
    mutations: { type: 'string' },
  },
});

if (values.only !== undefined) {
  const most = values.mutations === undefined ? undefined : Number(values.mutations);
  const { subject, file, mutations, text } = new Inputs(readCorpus(), values.seed).at(
    Number(values.only),
    most,
  );
  process.stderr.write(`${subject} ${file}: ${mutations.join(', ')}\n`);
  process.stdout.write(text);
} else {
  const first = Number(values.first);
  const { bySubject, faults } = await fuzz({
    seed: values.seed,
    first,
    end: first + Number(values.inputs),
    ...(values.minutes === undefined ? {} : { time: Number(values.minutes) * 60_000 }),
    onFault: tell,
  });
  console.table(Object.fromEntries(bySubject));
  const total = [...bySubject.values()].reduce((sum, { tried }) => sum + tried, 0);
  console.log(`seed ${values.seed}: ${total} inputs, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}

function tell({ index, input, what }: Fault): void {
  const { subject, file, mutations } = input;
  const again = `npm run fuzz -- --seed ${values.seed} --only ${index} --mutations ${mutations.length}`;
  console.log(`${subject} ${file}: ${mutations.join(', ')}\n${what}\n${again}\n`);
}
