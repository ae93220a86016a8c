import { readClaims } from '../../calibration/claims/claims.ts';
import { readLock } from '../../results/lock/read-lock.ts';
import { problemsOf } from '../../model/document/findings.ts';
import { alone, type Check } from '../context.ts';

/** Checks that a row of a lock file stands once, and that its tolerance has its unit. */
export const checkLockFile: Check = (source) => alone(problemsOf(() => readLock(source)));

/** Checks that formulas of claims can be read, and that each figure has a bound. */
export const checkClaimsFile: Check = (source) => alone(problemsOf(() => readClaims(source)));
