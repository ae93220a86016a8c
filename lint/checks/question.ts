import { checkQuestion, DEFAULT_MACHINE } from '../../sweeps/questions/check-question.ts';
import { readQuestion } from '../../sweeps/questions/question-file.ts';
import { problemsOf } from '../../model/document/findings.ts';
import { alone, type Check } from '../context.ts';

/** Checks a question as `ukperf what-if` does before it runs anything. */
export const checkQuestionFile: Check = (source, { library }) =>
  alone(
    problemsOf(() => {
      const located = readQuestion(source);
      checkQuestion(library, located, located.question.machine ?? DEFAULT_MACHINE);
    }),
  );
