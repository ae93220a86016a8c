const POINT = /-at-load-\d+$/;

/** Whether a test is a point of a load curve, of which short tables have no room. */
export const isCurvePoint = (test: string): boolean => POINT.test(test);
