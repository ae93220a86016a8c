import { z } from 'zod';

/** Names that expressions have given a meaning. */
const RESERVED = 'self|true|false|must_reschedule|kernel_depth';
/** A name: letters, digits, hyphens and underscores. */
const NAME = '[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*';

/** Names in files: small letters, digits, hyphens and underscores; subtraction in expressions needs spaces. */
export const identifier = z.string().regex(new RegExp(`^${NAME}$`), 'a name of letters, digits, _ and -');
/** What a step names. */
export const name = z.string().min(1);
/** A variable of a path. */
export const variable = z.string().regex(new RegExp(`^(?!(${RESERVED})$)${NAME}$`), 'a name for a variable');
/** A variable, or a field of what an expression such as `self.parent` names. */
export const target = z
  .string()
  .regex(new RegExp(`^(?!(${RESERVED})$)${NAME}(\\.${NAME})*$`), 'a variable or a field');
